"""Every form that is filled in while a case is handled, and what it means: one row for each, gathered here."""

from __future__ import annotations

from collections.abc import Mapping

from domain import asking, closing, convening, delegation, evaluation, inquiry, oversight, parents, plan_deeds
from domain.casefile import Deed

_AREAS = (oversight, inquiry, convening, plan_deeds, evaluation, closing, parents, delegation, asking)

DEEDS: Mapping[str, Deed] = {deed.action: deed for area in _AREAS for deed in area.DEEDS}
