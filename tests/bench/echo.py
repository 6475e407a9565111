"""The yardstick: botbuilder's own CloudAdapter, unmodified, answering a message with one message.

Only what an installation configures is set: who the bot is, where the signing keys are described, and
credentials that hold a token already, so that nobody's token service is measured.
"""

from __future__ import annotations

import sys
from types import SimpleNamespace

from aiohttp import web
from botbuilder.core import ActivityHandler, TurnContext
from botbuilder.integration.aiohttp import (
    CloudAdapter,
    ConfigurationBotFrameworkAuthentication,
    aiohttp_error_middleware,
)
from botframework.connector.auth import AppCredentials, ChannelValidation, ServiceClientCredentialsFactory


class StaticToken(AppCredentials):
    def __init__(self, app_id: str, token: str) -> None:
        super().__init__(app_id)
        self._token = token

    def get_access_token(self, force_refresh: bool = False) -> str:
        return self._token


class StaticTokens(ServiceClientCredentialsFactory):
    """The same credentials for every turn."""

    def __init__(self, app_id: str, token: str) -> None:
        self._app_id = app_id
        self._credentials = StaticToken(app_id, token)

    async def is_valid_app_id(self, app_id: str) -> bool:
        return app_id == self._app_id

    async def is_authentication_disabled(self) -> bool:
        return False

    async def create_credentials(
        self, app_id: str, oauth_scope: str, login_endpoint: str, validate_authority: bool
    ) -> AppCredentials:
        return self._credentials


class Echo(ActivityHandler):
    async def on_message_activity(self, turn_context: TurnContext) -> None:
        await turn_context.send_activity(f"Echo: {turn_context.activity.text}")


def make_app(app_id: str, metadata_url: str, token: str) -> web.Application:
    """As Microsoft's sample makes it."""
    ChannelValidation.open_id_metadata_endpoint = metadata_url
    configuration = SimpleNamespace(APP_ID=app_id)
    authentication = ConfigurationBotFrameworkAuthentication(
        configuration, credentials_factory=StaticTokens(app_id, token)
    )
    adapter, bot = CloudAdapter(authentication), Echo()

    async def messages(request: web.Request) -> web.Response:
        return await adapter.process(request, bot)

    app = web.Application(middlewares=[aiohttp_error_middleware])
    app.router.add_post("/api/messages", messages)
    return app


def main() -> None:
    """Arguments: port, app id, metadata URL, token."""
    port, app_id, metadata_url, token = sys.argv[1:]
    web.run_app(make_app(app_id, metadata_url, token), host="127.0.0.1", port=int(port), access_log=None, print=None)


if __name__ == "__main__":
    main()
