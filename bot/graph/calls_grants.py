"""What the tenant's administrator has granted to the application, as its own token says."""

from __future__ import annotations

from msgraph import GraphServiceClient

from bot.graph.client import given
from bot.graph.outcomes import NotAskableError
from bot.graph.token_roles import roles_in
from services.jobs import ReadGrants


async def read_grants(client: GraphServiceClient, job: ReadGrants) -> tuple[str, ...]:
    """Signs in, asks Graph nothing, and tells nothing of the token but its roles."""
    adapter, question = client.request_adapter, client.users.to_get_request_information()
    question.path_parameters["baseurl"] = adapter.base_url  # a token goes to Graph's host only
    unsent = given(await adapter.convert_to_native_async(question))
    roles = roles_in(str(unsent.headers.get("Authorization", "")).removeprefix("Bearer "))
    if roles is None:
        raise NotAskableError
    return roles
