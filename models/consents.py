"""The consents that the register rests on: who agreed to what, when, and whether it was withdrawn (PIPL art. 14 to 16, 25).

Each lies where it is used: on the appointment whose phone or photo a board shows, on the party of a mediation.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.changes import Changes
from models.fields import RecordSpec
from models.mediation import MEDIATION_PARTIES, MediationCase, MediationParty
from models.organisation import APPOINTMENTS, Appointment, Post, Unit
from models.register import Register
from models.structure import appointing
from models.words import N_


@dataclass(frozen=True, slots=True)
class Consent:
    """One consent. `to` is what was agreed to (English, to be translated), `where` the post and unit, or the case."""

    spec: RecordSpec
    record_id: str
    who: str
    person_id: str | None
    to: str
    where: str
    given_on: date | None
    withdrawn_on: date | None

    @property
    def stands(self) -> bool:
        """Whether it may be relied on today."""
        return self.withdrawn_on is None


PHONE, PHOTO, MEDIATION = N_("Publishing the phone"), N_("Publishing the photo"), N_("Mediation")


def consents(session: Session, *, standing_only: bool = False) -> list[Consent]:
    """Every consent that was given, publishing first, by name."""
    found = [*_publishing(session), *_mediation(session)]
    return [consent for consent in found if consent.stands or not standing_only]


def _publishing(session: Session) -> list[Consent]:
    held = select(Appointment, Post.name, Unit.name).join(Post, Post.id == Appointment.post_id)
    rows = session.execute(held.join(Unit, Unit.id == Appointment.unit_id).order_by(Appointment.shown_name))
    found = []
    for appointment, post, unit in rows:
        for to, given in ((PHONE, appointment.phone_consent_on), (PHOTO, appointment.photo_consent_on)):
            if given:
                found.append(
                    Consent(
                        APPOINTMENTS, appointment.id, appointment.shown_name, appointment.person_id, to,
                        f"{unit} {post}", given, appointment.consent_withdrawn_on,
                    )
                )  # fmt: skip
    return found


def _mediation(session: Session) -> list[Consent]:
    rows = session.execute(
        select(MediationParty, MediationCase.number, MediationCase.accepted_on)
        .join(MediationCase, MediationCase.id == MediationParty.case_id)
        .where(MediationParty.consent.is_(True))
        .order_by(MediationParty.name)
    )
    return [
        Consent(MEDIATION_PARTIES, party.id, party.name, party.person_id, MEDIATION, number, accepted, None)
        for party, number, accepted in rows
    ]


def withdraw(register: Register, consent: Consent, on: date) -> Changes:
    """Note that somebody took a consent back. Boards stop showing phone and photo at once; a mediation ends by its own
    rules, so there the party's mark alone is taken off."""
    if consent.spec is APPOINTMENTS:
        return appointing.withdraw_consent(register, consent.record_id, on)
    from models import operations

    return operations.save(register, consent.spec, {"consent": False}, consent.record_id)
