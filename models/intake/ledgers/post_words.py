"""The posts of the register by all that offices call them; a usual one that it lacks is added."""

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.codes import Code, code_table
from models.intake.plans import Plan
from models.organisation import Post
from models.search import fold
from models.seeds import post_of

_BETWEEN = re.compile(r"[、,，;；/兼\n]|\s和\s")
_REMARK = re.compile(r"[(（].*?[)）]")
_UNIT = re.compile(r".*(?:党委|工委|总支|支部|小组|社区|街道|网格|村|楼栋|小区|[号幢栋]楼?)$")
_SAYS_NO_MORE = re.compile(r"(?:党委|党工委|党|社区|街道|村|总支|支部|小组|楼栋|居民)*")


class PostWords:
    """Every word for a post to its id; posts are few, so they are loaded once."""

    def __init__(self, session: Session, plan: Plan) -> None:
        self._plan = plan
        self._names: dict[str, str] = {}
        self._words: dict[str, str] = {}
        keys: dict[str, str] = {}
        for row in session.execute(select(Post.id, Post.key, Post.name)):
            keys[row.key], self._names[row.id] = row.id, row.name
            self._words[fold(row.name)] = row.id
        self._lacking: dict[str, Code] = {}
        for code in code_table("post").codes:
            for word in map(fold, (code.zh, *code.aliases)):
                if code.code in keys:
                    self._words.setdefault(word, keys[code.code])
                else:
                    self._lacking[word] = code

    def find(self, text: str) -> str | None:
        """The post that a text names: 党委委员, 松林苑支部书记, 网格员（兼职）."""
        bare = _REMARK.sub("", text).strip()
        for at in range(len(bare)):
            if at and not _UNIT.match(bare[:at]):
                continue
            if found := self._known(fold(bare[at:])):
                return found
        return None

    def _known(self, word: str) -> str | None:
        if word in self._lacking and word not in self._words:
            code = self._lacking[word]
            values = post_of(code)
            self._plan.insert("post", values)
            self._names[values["id"]] = values["name"]
            self._words |= {word: values["id"] for word, one in self._lacking.items() if one is code}
        return self._words.get(word)

    def several(self, text: str) -> list[str]:
        """The posts of a cell that names more than one; nothing where it is one."""
        parts = [part.strip() for part in _BETWEEN.split(text) if part.strip()]
        return parts if len(parts) > 1 and fold(text) not in self._words else []

    def says_more(self, text: str, post_id: str) -> bool:
        """Whether a text says more than the post's own name."""
        name = self._names.get(post_id, "")
        return not text.endswith(name) or not _SAYS_NO_MORE.fullmatch(text.removesuffix(name))
