"""What can go wrong on the other side, on demand."""

import random
from dataclasses import dataclass, field
from typing import Literal

Part = Literal["connector", "token", "openid"]


@dataclass(slots=True)
class Failure:
    """`status` None cuts the connection without an answer."""

    person_id: str | None
    status: int | None
    times: int
    retry_after: float | None


@dataclass(slots=True)
class Weather:
    """How often, of one, a request is turned away (429, after `retry_after` seconds again), and how often one that has
    been carried out is answered as if it had failed (500)."""

    refuses: float = 0.0
    forgets: float = 0.0
    retry_after: float = 1.0
    chance: random.Random = field(default_factory=random.Random)


class Faults:
    def __init__(self) -> None:
        self.weather = Weather()
        self.blocked: set[str] = set()
        self.answers_to_lose = 0
        self._failures: list[Failure] = []
        self._silence: dict[Part, float] = {}

    def fail_next(self, person_id: str | None, status: int | None, times: int, retry_after: float | None) -> None:
        self._failures.append(Failure(person_id, status, times, retry_after))

    def take_failure(self, person_id: str | None) -> Failure | None:
        """The next failure meant for this person or for anybody, used up once."""
        if self.weather.chance.random() < self.weather.refuses:
            return Failure(person_id, 429, 0, self.weather.retry_after)
        for failure in self._failures:
            if failure.times > 0 and failure.person_id in (None, person_id):
                failure.times -= 1
                return failure
        return None

    def take_lost_answer(self) -> int:
        """The status instead of the true answer; 0 where that is given."""
        if self.weather.chance.random() < self.weather.forgets:
            return 500
        lost = self.answers_to_lose > 0
        self.answers_to_lose -= lost
        return 502 if lost else 0

    def silence(self, part: Part, seconds: float) -> None:
        self._silence[part] = seconds

    def pause(self, part: Part) -> float:
        return self._silence.get(part, 0.0)
