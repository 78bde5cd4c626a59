"""Every ledger beside the roster: what makes two rows one record, and what only one ledger needs."""
