"""The directory: who somebody is, who is in a group, and what a school's system says of them."""

from __future__ import annotations

from kiota_abstractions.api_error import APIError
from msgraph import GraphServiceClient
from msgraph.generated.education.users.item.education_user_item_request_builder import EducationUserItemRequestBuilder
from msgraph.generated.groups.item.transitive_members.graph_user.graph_user_request_builder import (
    GraphUserRequestBuilder,
)
from msgraph.generated.models.education_user_role import EducationUserRole
from msgraph.generated.models.user import User
from msgraph.generated.users.item.user_item_request_builder import UserItemRequestBuilder

from bot.graph.client import asking, everything, given, uuid
from bot.graph.outcomes import NoAccessError, code_of
from domain.calendars import Member
from services.jobs import ReadEducationRole, ReadGroup, ReadMember

ABOUT_SOMEBODY = ["id", "displayName", "mail", "userType", "accountEnabled"]
# Reading only the users of a group is a query that Graph answers from an index, and wants asked for by name.
FROM_THE_INDEX = {"ConsistencyLevel": "eventual"}
UNKNOWN = "Request_ResourceNotFound"
ROLES = {EducationUserRole.Student: "student", EducationUserRole.Teacher: "teacher"}


async def read_member(client: GraphServiceClient, job: ReadMember) -> Member | None:
    """Only the directory's own word that there is no such user is taken for that."""
    query = UserItemRequestBuilder.UserItemRequestBuilderGetQueryParameters(select=ABOUT_SOMEBODY)
    try:
        user = await client.users.by_user_id(uuid(job.person)).get(request_configuration=asking(query))
    except APIError as error:
        if code_of(error) != UNKNOWN:
            raise
        return None
    return _member(given(user))


async def read_group(client: GraphServiceClient, job: ReadGroup) -> tuple[Member, ...]:
    query = GraphUserRequestBuilder.GraphUserRequestBuilderGetQueryParameters(
        select=ABOUT_SOMEBODY, count=True, top=999
    )
    users = client.groups.by_group_id(uuid(job.group)).transitive_members.graph_user
    return tuple(_member(u) for u in await everything(users, asking(query, FROM_THE_INDEX)))


def _member(user: User) -> Member:
    """Raises NoAccessError where Graph shows that there is somebody, and not who."""
    if user.account_enabled is None:
        raise NoAccessError
    name, where = user.display_name or "", (user.mail or "").lower()
    return Member(uuid(given(user.id)), name, where, user.user_type == "Guest", user.account_enabled)


async def read_education_role(client: GraphServiceClient, job: ReadEducationRole) -> str:
    """Somebody the schools' system does not know has no role there; nor has anybody where there is no such system."""
    query = EducationUserItemRequestBuilder.EducationUserItemRequestBuilderGetQueryParameters(
        select=["id", "primaryRole"]
    )
    try:
        known = await client.education.users.by_education_user_id(uuid(job.person)).get(
            request_configuration=asking(query)
        )
    except APIError as error:
        if error.response_status_code != 404 or not code_of(error):
            raise
        return ""
    return ROLES.get(given(known).primary_role, "")
