"""What stands around one person: automatic replies, mail, and the app in their Teams."""

from __future__ import annotations

from kiota_abstractions.api_error import APIError
from msgraph import GraphServiceClient
from msgraph.generated.models.automatic_replies_setting import AutomaticRepliesSetting
from msgraph.generated.models.automatic_replies_status import AutomaticRepliesStatus
from msgraph.generated.models.body_type import BodyType
from msgraph.generated.models.email_address import EmailAddress
from msgraph.generated.models.item_body import ItemBody
from msgraph.generated.models.message import Message
from msgraph.generated.models.recipient import Recipient
from msgraph.generated.models.user_scope_teams_app_installation import UserScopeTeamsAppInstallation
from msgraph.generated.users.item.mailbox_settings.mailbox_settings_request_builder import (
    MailboxSettingsRequestBuilder,
)
from msgraph.generated.users.item.send_mail.send_mail_post_request_body import SendMailPostRequestBody
from msgraph.generated.users.item.teamwork.installed_apps.installed_apps_request_builder import (
    InstalledAppsRequestBuilder,
)

from bot.graph import times
from bot.graph.client import address, asking, everything, given, mailbox, uuid
from domain.calendars import AutomaticReply
from services.jobs import Install, IsInstalled, Mail, ReadAbsence


async def read_absence(client: GraphServiceClient, job: ReadAbsence) -> AutomaticReply:
    query = MailboxSettingsRequestBuilder.MailboxSettingsRequestBuilderGetQueryParameters(
        select=["automaticRepliesSetting"]
    )
    settings = client.users.by_user_id(uuid(job.person)).mailbox_settings
    said = given(await settings.get(request_configuration=asking(query)))
    return _reply(given(said.automatic_replies_setting))


def _reply(said: AutomaticRepliesSetting) -> AutomaticReply:
    if said.status is AutomaticRepliesStatus.Scheduled:
        return AutomaticReply(True, times.span(said.scheduled_start_date_time, said.scheduled_end_date_time))
    return AutomaticReply(said.status is AutomaticRepliesStatus.AlwaysEnabled)


async def send_mail(client: GraphServiceClient, job: Mail) -> None:
    message = Message(
        subject=job.subject,
        body=ItemBody(content_type=BodyType.Text, content=job.body),
        to_recipients=[Recipient(email_address=EmailAddress(address=address(job.to)))],
    )
    body = SendMailPostRequestBody(message=message, save_to_sent_items=False)
    await client.users.by_user_id(mailbox(job.sender)).send_mail.post(body)


async def is_installed(client: GraphServiceClient, job: IsInstalled) -> bool:
    query = InstalledAppsRequestBuilder.InstalledAppsRequestBuilderGetQueryParameters(
        expand=["teamsApp"], filter=f"teamsApp/id eq '{uuid(job.app)}'"
    )
    apps = client.users.by_user_id(uuid(job.person)).teamwork.installed_apps
    return bool(await everything(apps, asking(query)))


async def install(client: GraphServiceClient, job: Install) -> None:
    """409: it is there already."""
    app = f"{client.request_adapter.base_url}/appCatalogs/teamsApps/{uuid(job.app)}"
    body = UserScopeTeamsAppInstallation(additional_data={"teamsApp@odata.bind": app})
    try:
        await client.users.by_user_id(uuid(job.person)).teamwork.installed_apps.post(body)
    except APIError as error:
        if error.response_status_code != 409:
            raise
