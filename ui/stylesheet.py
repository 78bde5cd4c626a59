"""The style sheet, built from the tokens: one rule set a subject."""

from collections.abc import Callable

from resources import path
from ui.fonts import FAMILIES
from ui.tokens import Tokens

Px = Callable[[float], int]


def stylesheet(t: Tokens, px: Px) -> str:
    """Every rule for these colours at this text size."""
    parts = (_base, _labels, _buttons, _inputs, _cards, _tables, _scrollbars, _menus, _shell)
    return "\n".join(part(t, px) for part in parts)


def _base(t: Tokens, px: Px) -> str:
    family = ", ".join(f'"{name}"' for name in FAMILIES)
    return f"""
    QWidget {{ font-family: {family}; font-size: {px(14)}px; color: {t.ink}; }}
    QMainWindow, QDialog, QMessageBox, QWidget[ground="canvas"] {{ background: {t.canvas}; }}
    QWidget[ground="surface"] {{ background: {t.surface}; }}
    QToolTip {{ background: {t.surface}; color: {t.ink}; border: 1px solid {t.line}; padding: {px(5)}px {px(8)}px; }}
    QSplitter::handle {{ background: transparent; }}
    QScrollArea, QScrollArea > QWidget > QWidget, QStackedWidget {{ background: transparent; border: none; }}
    QProgressBar {{ background: {t.line}; border: none; border-radius: {px(3)}px; max-height: {px(6)}px;
        text-align: center; }}
    QProgressBar::chunk {{ background: {t.good}; border-radius: {px(3)}px; }}
    """


def _labels(t: Tokens, px: Px) -> str:
    return f"""
    QLabel {{ background: transparent; }}
    QLabel[role="title"] {{ font-size: {px(20)}px; font-weight: bold; }}
    QLabel[role="record"] {{ font-size: {px(18)}px; font-weight: bold; }}
    QLabel[role="heading"] {{ font-weight: bold; }}
    QLabel[role="section"] {{ font-size: {px(13)}px; font-weight: bold; color: {t.muted}; }}
    QLabel[role="figure"] {{ font-size: {px(30)}px; font-weight: bold; }}
    QLabel[role="count"] {{ font-size: {px(24)}px; font-weight: bold; }}
    QLabel[role="secondary"] {{ font-size: {px(13)}px; color: {t.muted}; }}
    QLabel[role="muted"] {{ color: {t.muted}; }}
    QLabel[role="warning"] {{ font-size: {px(12.5)}px; color: {t.due}; }}
    QLabel[role="mistake"] {{ font-size: {px(12.5)}px; color: {t.overdue}; }}
    """


def _buttons(t: Tokens, px: Px) -> str:
    return f"""
    QPushButton {{ background: {t.surface}; border: 1px solid {t.line}; border-radius: {px(8)}px;
        padding: 0 {px(14)}px; min-height: {px(32)}px; }}
    QPushButton:hover {{ background: {t.hover}; }}
    QPushButton:pressed {{ background: {t.selected}; }}
    QPushButton:focus {{ border-color: {t.information}; }}
    QPushButton:disabled {{ color: {t.muted}; }}
    QPushButton[role="primary"] {{ background: {t.accent}; border-color: {t.accent}; color: {t.on_accent};
        font-weight: bold; }}
    QPushButton[role="primary"]:hover {{ background: {t.accent_hover}; }}
    QPushButton[role="primary"]:focus {{ border: 2px solid {t.ink}; }}
    QPushButton[role="primary"]:disabled {{ background: {t.line}; border-color: {t.line}; color: {t.muted}; }}
    QPushButton[role="small"] {{ min-height: {px(24)}px; padding: 0 {px(10)}px; font-size: {px(13)}px;
        border-radius: {px(6)}px; }}
    QPushButton[role="link"] {{ background: transparent; border: none; color: {t.information};
        font-size: {px(13)}px; padding: 0 {px(4)}px; min-height: {px(22)}px; }}
    QPushButton[role="link"]:hover, QPushButton[role="link"]:focus {{ text-decoration: underline; }}
    QPushButton[role="link"]:checked {{ color: {t.ink}; font-weight: bold; }}
    QToolButton {{ background: transparent; border: none; border-radius: {px(6)}px; padding: {px(5)}px; }}
    QToolButton:hover, QToolButton:focus {{ background: {t.selected}; }}
    QToolButton::menu-indicator {{ image: none; }}
    QPushButton[role="chip"] {{ border-radius: {(px(28) + 2) // 2}px; min-height: {px(28)}px; padding: 0 {px(12)}px; }}
    QPushButton[role="chip"][picked="true"] {{ background: {t.information_ground}; color: {t.information};
        border-color: {t.information}; }}
    QPushButton[role="count"] {{ border-radius: {px(10)}px; padding: 0; min-height: {px(68)}px; }}
    QPushButton[role="count"]:checked {{ background: {t.selected}; border-color: {t.information}; }}
    QPushButton[role="side"] {{ background: transparent; border: none; text-align: left; color: {t.ink};
        padding: 0 {px(10)}px; min-height: {px(32)}px; }}
    QPushButton[role="side"]:hover, QPushButton[role="side"]:focus {{ background: {t.selected}; }}
    QPushButton[role="side"]:checked {{ background: {t.surface}; font-weight: bold; }}
    QPushButton[role="segment"] {{ background: transparent; border: none; border-radius: {px(6)}px;
        color: {t.muted}; padding: 0 {px(8)}px; min-height: {px(26)}px; }}
    QPushButton[role="segment"]:hover, QPushButton[role="segment"]:focus {{ background: {t.selected}; }}
    QPushButton[role="segment"]:checked {{ color: {t.ink}; font-weight: bold; }}
    QPushButton[role="segment"][framed="true"] {{ border: 1px solid {t.line}; border-radius: {px(8)}px;
        padding: 0 {px(12)}px; min-height: {px(30)}px; color: {t.ink}; }}
    QPushButton[role="segment"][framed="true"]:checked {{ background: {t.information_ground};
        border-color: {t.information}; color: {t.information}; }}
    QCheckBox, QRadioButton {{ spacing: {px(8)}px; background: transparent; }}
    """


def _inputs(t: Tokens, px: Px) -> str:
    return f"""
    QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox {{ background: {t.canvas}; border: 1px solid {t.line};
        border-radius: {px(8)}px; padding: 0 {px(9)}px; selection-background-color: {t.information};
        selection-color: {t.surface}; }}
    QLineEdit, QComboBox, QSpinBox {{ min-height: {px(30)}px; }}
    QPlainTextEdit, QTextEdit {{ padding: {px(4)}px {px(5)}px; }}
    QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus {{ border-color: {t.information};
        background: {t.surface}; }}
    QLineEdit:read-only {{ color: {t.muted}; }}
    QLineEdit[masked="true"] {{ color: {t.ink}; }}
    QLineEdit[state="warning"], QPlainTextEdit[state="warning"] {{ border-color: {t.due}; }}
    QLineEdit[state="mistake"], QPlainTextEdit[state="mistake"] {{ border-color: {t.overdue}; }}
    QLineEdit[role="inner"] {{ border: none; background: transparent; padding: 0; }}
    QComboBox::drop-down {{ border: none; width: {px(26)}px; }}
    QComboBox::down-arrow {{ image: url("{path("icons", "chevron-down.svg").as_posix()}"); width: {px(14)}px; }}
    QComboBox QAbstractItemView {{ background: {t.surface}; border: 1px solid {t.line}; outline: none;
        selection-background-color: {t.selected}; selection-color: {t.ink}; padding: {px(4)}px; }}
    """


def _cards(t: Tokens, px: Px) -> str:
    return (
        f"""
    QFrame[role="card"] {{ background: {t.surface}; border: 1px solid {t.line}; border-radius: {px(10)}px; }}
    QFrame[role="card"][pressable="true"]:hover {{ background: {t.hover}; border-color: {t.scroll}; }}
    QFrame[role="card"][pressable="true"]:focus {{ border-color: {t.information}; }}
    QFrame[role="floating"] {{ background: {t.surface}; border: 1px solid {t.line}; border-radius: {px(10)}px; }}
    QFrame[role="bar"] {{ background: {t.information_ground}; border: 1px solid {t.line};
        border-radius: {px(8)}px; }}
    QFrame[role="bar"][kind="due"] {{ background: {t.due_ground}; }}
    QFrame[role="bar"][kind="overdue"] {{ background: {t.overdue_ground}; }}
    QFrame[role="bar"][kind="good"] {{ background: {t.good_ground}; }}
    QFrame[role="rule"] {{ background: {t.line}; border: none; max-height: 1px; min-height: 1px; }}
    """
        + "".join(
            f"""
    QLabel[tag="{kind}"] {{ background: {getattr(t, kind + "_ground")}; color: {getattr(t, kind)};
        border-radius: {px(5)}px; padding: {px(1)}px {px(7)}px; font-size: {px(12.5)}px; }}
    """
            for kind in ("information", "good", "due", "overdue", "neutral")
        )
        + "".join(
            f"""
    QLabel[role="count"][ink="{kind}"] {{ color: {getattr(t, kind)}; }}
    """
            for kind in ("information", "good", "due", "overdue", "neutral")
        )
    )


def _tables(t: Tokens, px: Px) -> str:
    return f"""
    QTableView, QListView, QTreeView {{ background: transparent; border: none; outline: none;
        gridline-color: {t.line}; selection-background-color: {t.selected}; selection-color: {t.ink}; }}
    QTableView {{ font-size: {px(14)}px; }}
    QTableView[role="rows"]::item {{ padding: 0 {px(4)}px 0 {px(10)}px; border-bottom: 1px solid {t.line}; }}
    QTableView[role="rows"]::item:selected {{ background: {t.selected}; color: {t.ink}; }}
    QListView::item {{ padding: 0 {px(10)}px; min-height: {px(30)}px; border-radius: {px(6)}px; }}
    QListView::item:hover {{ background: {t.hover}; }}
    QListView::item:selected {{ background: {t.selected}; color: {t.ink}; }}
    QTreeView::item {{ min-height: {px(30)}px; }}
    QTreeView::item:selected {{ background: {t.selected}; color: {t.ink}; }}
    QHeaderView {{ background: transparent; border: none; }}
    QHeaderView::section {{ background: transparent; color: {t.muted}; border: none;
        border-bottom: 1px solid {t.line}; padding: 0 {px(8)}px 0 {px(11)}px; min-height: {px(34)}px;
        font-size: {px(13)}px; }}
    QHeaderView::section:hover {{ color: {t.ink}; }}
    QTableCornerButton::section {{ background: transparent; border: none; }}
    """


def _scrollbars(t: Tokens, px: Px) -> str:
    return f"""
    QScrollBar {{ background: transparent; border: none; margin: 0; }}
    QScrollBar:vertical {{ width: {px(10)}px; }}
    QScrollBar:horizontal {{ height: {px(10)}px; }}
    QScrollBar::handle {{ background: {t.scroll}; border-radius: {px(3)}px; margin: {px(2)}px; }}
    QScrollBar::handle:hover {{ background: {t.muted}; }}
    QScrollBar::handle:vertical {{ min-height: {px(30)}px; }}
    QScrollBar::handle:horizontal {{ min-width: {px(30)}px; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; background: none; border: none; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: none; }}
    QAbstractScrollArea::corner {{ background: transparent; }}
    """


def _menus(t: Tokens, px: Px) -> str:
    return f"""
    QMenu {{ background: {t.surface}; border: 1px solid {t.line}; border-radius: {px(8)}px; padding: {px(5)}px; }}
    QMenu::item {{ padding: {px(6)}px {px(22)}px {px(6)}px {px(12)}px; border-radius: {px(6)}px; }}
    QMenu::icon {{ padding-left: {px(10)}px; }}
    QMenu::item:selected {{ background: {t.selected}; }}
    QMenu::item:disabled {{ color: {t.muted}; }}
    QMenu::separator {{ height: 1px; background: {t.line}; margin: {px(5)}px {px(8)}px; }}
    QTabBar::tab {{ background: transparent; border: none; color: {t.muted}; padding: {px(6)}px {px(12)}px; }}
    QTabBar::tab:selected {{ color: {t.ink}; font-weight: bold; border-bottom: 2px solid {t.accent}; }}
    QTabWidget::pane {{ border: none; }}
    """


def _shell(t: Tokens, px: Px) -> str:
    return f"""
    QWidget#top {{ background: {t.surface}; border: none; border-bottom: 1px solid {t.line}; }}
    QWidget#foot {{ background: {t.surface}; border: none; border-top: 1px solid {t.line}; }}
    QWidget#foot QLabel {{ font-size: {px(13)}px; color: {t.muted}; }}
    QWidget#rail {{ background: {t.rail}; border: none; border-right: 1px solid {t.line}; }}
    QPushButton[role="office"] {{ background: transparent; border: none; font-size: {px(16)}px; font-weight: bold;
        padding: 0 {px(6)}px; }}
    QPushButton[role="office"]:hover, QPushButton[role="office"]:focus {{ background: {t.selected}; }}
    QPushButton[role="staff"] {{ background: transparent; border: none; color: {t.muted}; padding: 0 {px(6)}px; }}
    QPushButton[role="staff"]:hover, QPushButton[role="staff"]:focus {{ background: {t.selected}; }}
    QFrame#search {{ background: {t.canvas}; border: 1px solid {t.line}; border-radius: {px(8)}px; }}
    QFrame#search[active="true"] {{ border-color: {t.information}; background: {t.surface}; }}
    QLabel#keys {{ background: {t.surface}; border: 1px solid {t.line}; border-radius: {px(4)}px;
        font-size: {px(12)}px; color: {t.muted}; padding: 0 {px(5)}px; }}
    """
