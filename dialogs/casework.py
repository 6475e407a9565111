"""The forms that are filled in while a case is handled, one for each action, gathered here."""

from __future__ import annotations

from collections.abc import Mapping

from dialogs import (
    accused,
    asking,
    case_plan,
    closing,
    county_governor,
    evaluation,
    hearing,
    inquiry,
    meeting,
    minutes,
    owner_notice,
    parents,
    plan_course,
    severity,
    tasks,
)
from dialogs.forms import Form

_AREAS = (
    severity, owner_notice, county_governor, inquiry, hearing, accused, meeting, minutes, case_plan, plan_course,
    evaluation, closing, parents, tasks, asking,
)  # fmt: skip

FORMS: Mapping[str, Form] = {form.action: form for area in _AREAS for form in area.FORMS}
