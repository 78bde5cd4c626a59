"""The sheet with the recovery code of an encrypted register: printed once, sealed in an envelope, kept in a safe."""

from datetime import date
from io import BytesIO

from exports.pdf.document import Document
from exports.pdf.fonts import SANS, SANS_BOLD
from exports.pdf.ink import Colour, Ink
from exports.pdf.lines import break_lines

WIDTH, HEIGHT = 595.28, 841.89  # A4
MARGIN, SIZE = 64.0, 12.0
INK: Colour = (0.13, 0.15, 0.17)
LINE: Colour = (0.6, 0.6, 0.6)
GROUND: Colour = (0.96, 0.95, 0.92)
WHAT = (
    "这张纸上的恢复码，是忘记密码时打开册子的唯一办法。凭它可以打开全部资料，请像保管公章一样保管。",
    "1. 打印后装入信封，封口处签名、写日期，由两人在场封存，放入保险柜或上锁的文件柜。",
    "2. 不要拍照，不要存在电脑里，不要用微信发送，不要和电脑放在一起。",
    "3. 用法：打开册子时点“忘记密码”，输入上面的恢复码。大小写、横线都不要紧。",
    "4. 信封被拆开过，请在“设置—账号与锁定”里换一个新的恢复码；旧的随即作废，把旧的这张纸销毁。",
)
SIGNED = ("封存人：", "见证人：", "封存日期：", "存放地点：")


def recovery_sheet(office: str, register: str, code: str, on: date) -> bytes:
    """The sheet as a PDF. It goes to a printer; whoever saves it as a file has the key lying about."""
    file = BytesIO()
    document = Document(file, f"{office}网格册恢复码")
    ink = Ink(document)
    top = HEIGHT - MARGIN
    ink.text(WIDTH / 2, top - 10, "网格册恢复码", SANS_BOLD, 24, INK, "centre")
    ink.text(
        WIDTH / 2,
        top - 38,
        f"{office}　册子文件：{register}　{on.year}年{on.month}月{on.day}日",
        SANS,
        11,
        INK,
        "centre",
    )
    y = _code(ink, top - 70, code)
    for paragraph in WHAT:
        y = _paragraph(ink, y, paragraph)
    _signatures(ink, y - 30)
    document.add_page(WIDTH, HEIGHT, ink.content(), ink.uses)
    document.close()
    return file.getvalue()


def _code(ink: Ink, top: float, code: str) -> float:
    """The code in two lines of three groups, large enough to be read off without a mistake; where the text goes on."""
    height = 100.0
    ink.round_rect(MARGIN, top - height, WIDTH - 2 * MARGIN, height, 8, GROUND, LINE, 0.8)
    groups = code.split("-")
    for number, line in enumerate((groups[:3], groups[3:])):
        ink.text(WIDTH / 2, top - 42 - 34 * number, " - ".join(line), SANS_BOLD, 25, INK, "centre", 1.5)
    return top - height - 34


def _paragraph(ink: Ink, y: float, words: str) -> float:
    for line in break_lines(words, SANS, SIZE, WIDTH - 2 * MARGIN):
        ink.text(MARGIN, y, line, SANS, SIZE, INK)
        y -= SIZE * 1.7
    return y - SIZE * 0.6


def _signatures(ink: Ink, y: float) -> None:
    half = (WIDTH - 2 * MARGIN) / 2
    for number, words in enumerate(SIGNED):
        x, at = MARGIN + half * (number % 2), y - 40 * (number // 2)
        ink.text(x, at, words, SANS, SIZE, INK)
        ink.lines([(x + 64, at - 3, x + half - 20, at - 3)], LINE, 0.7)
