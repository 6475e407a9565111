"""The code with which somebody comes back to what they told with their name held apart."""

from __future__ import annotations

from cards import receipt
from cards.look import Look
from cards.parts import Card, CardElement, box, element, say
from domain.text import Text
from domain.views import Receipt

YOUR_CODE = Text("Koden din", "Koden din", "Your code")
SHOWN_ONCE = Text(
    "Skriv den ned eller ta et bilde nå. Den vises bare denne ene gangen, og ingen kan finne den igjen, heller ikke "
    "vi.",
    "Skriv han ned eller ta eit bilete no. Han blir vist berre denne eine gongen, og ingen kan finne han igjen, heller "
    "ikkje vi.",
    "Write it down or take a picture now. It is shown this once only, and nobody can find it again, not even we.",
)
WITHOUT_IT = Text(
    "Med koden ser du hva skolen svarer, og kan skrive mer. Skriv «hei» i chatten og trykk «Jeg har en kode».",
    "Med koden ser du kva skolen svarer, og kan skrive meir. Skriv «hei» i chatten og trykk «Eg har ein kode».",
    "With the code you see what the school answers, and can write more. Write “hello” in the chat and press “I have a "
    "code”.",
)
NOT_FOUND = Text(
    "Vi finner ikke noe med denne koden. Se etter at alle tegnene er med. Er noen i fare, ring 112.",
    "Vi finn ikkje noko med denne koden. Sjå etter at alle teikna er med. Er nokon i fare, ring 112.",
    "We find nothing with this code. Check that every character is there. If anybody is in danger, call 112.",
)


def saved(look: Look, view: Receipt, code: str) -> Card:
    """The receipt with its code, for whoever has just sent it."""
    return receipt.with_code(look, view, _code(look, code))


def _code(look: Look, code: str) -> list[CardElement]:
    letters = element("TextRun", text=code, size="Large", weight="Bolder", fontType="Monospace")
    shown = element("RichTextBlock", inlines=[letters])
    return [box([say(look, YOUR_CODE, bold=True), shown, say(look, SHOWN_ONCE), say(look, WITHOUT_IT)])]
