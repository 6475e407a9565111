"""Taking the audit's checkpoints: what is new is read aside, and only the signed lines are written."""

from __future__ import annotations

from datetime import datetime

from domain.checkpoint import Checkpoint, Tip, Witness, following, is_due, read, week_of
from domain.delivery import Card, Delivery
from domain.people import Role
from services.ports import House, Work

AT_ONCE = 5000  # entries of one chain that one look takes in; what is left comes with the next


def prepared(work: Work, now: datetime) -> tuple[str, tuple[Tip, ...]] | None:
    """The checkpoint before, and the chains that have grown since, as they stand now; None when it is not time.

    Reads only: entries that are there never change.
    """
    text, heads = work.newest_checkpoint(), work.chain_lengths()
    before = read(text) if text else None
    if not is_due(before, heads, now):
        return None
    stood = {tip.chain: tip for tip in (before.tips if before else ())}
    grown = (chain for chain, seq in heads.items() if seq > stood.get(chain, Tip(chain)).seq)
    return text, tuple(_grown(work, stood.get(chain, Tip(chain))) for chain in sorted(grown))


def _grown(work: Work, tip: Tip) -> Tip:
    return tip.after(work.entries_after(tip.chain, tip.seq, AT_ONCE))


def take(work: Work, text: str, tips: tuple[Tip, ...], now: datetime) -> Checkpoint | None:
    """Writes the next one; None when another has been written since it was prepared."""
    if work.newest_checkpoint() != text:
        return None
    checkpoint = following(read(text) if text else None, text, work.checkpoint_key(), tips, now)
    work.add_checkpoint(checkpoint)
    return checkpoint


def weekly(work: Work, house: House, now: datetime) -> None:
    """This week's card to every rektor: queued once, however often it is asked."""
    text, (week, due) = work.newest_checkpoint(), week_of(now)
    if not text:
        return
    number = str(read(text).number)
    for school in house.register.schools:
        rektors = (p.id for p in house.register.holders(school, Role.PRINCIPAL))
        keyed = ((f"{Card.WITNESS}:{school}:{week}:{who}", who) for who in rektors)
        work.queue(*(Delivery(key, Card.WITNESS, who, school, number, due) for key, who in keyed))


def card(work: Work, house: House, delivery: Delivery, now: datetime) -> tuple[Witness, int] | None:
    """None to one who is rektor no more."""
    found = work.checkpoints_after(int(delivery.subject) - 1, 1)
    if not found or not house.register.is_rektor(delivery.person, delivery.school):
        return None
    checkpoint = read(found[0][1])
    return Witness(checkpoint.root, checkpoint.at), 0
