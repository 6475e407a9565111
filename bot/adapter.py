"""botbuilder's adapter with the parts replaced that are slow, blocking or broken in 4.17.1.

Only its public extension points are used: `CloudAdapter`, `BotFrameworkAuthentication`, `ConnectorFactory`
and `on_turn_error`. Everything below `TurnContext` is ours.
"""

import asyncio
import logging
import random
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from botbuilder.core import TurnContext
from botbuilder.integration.aiohttp import CloudAdapter
from botbuilder.schema import Activity, CallerIdConstants, ConversationParameters, ResourceResponse
from botbuilder.schema import ConversationResourceResponse as NewConversation
from botframework.connector.auth import (
    AuthenticateRequestResult,
    BotFrameworkAuthentication,
    ClaimsIdentity,
    ConnectorFactory,
)

from bot import activities
from bot.connector import Connector, Delivered, Opened, Refused, Retry, Unsure
from bot.connector import Outcome as Sent
from bot.gate import Refusal, Rules
from bot.tokens import Claims, KeyRing, bearer, verify

Turn = Callable[[TurnContext], Awaitable[None]]
Apology = Callable[[str | None], str]
"""From a locale (or None) to one neutral sentence, for when a turn has failed."""

_BODY, _ANSWER, _FAILED = "varsle.body", "varsle.answer", "varsle.failed"

log = logging.getLogger(__name__)


def body_of(context: TurnContext) -> Mapping[str, Any]:
    """The activity as the JSON object that came in, already through the gate."""
    body: Mapping[str, Any] = context.turn_state[_BODY]
    return body


def answer(context: TurnContext, body: dict[str, Any]) -> None:
    """Sets what an invoke is answered with. Sending an invokeResponse does the same, but copies the card."""
    context.turn_state[_ANSWER] = body


class UndeliveredError(Exception):
    """Raised to botbuilder's callers, who know no outcome values. `outcome` says what happened."""

    def __init__(self, outcome: Refused | Retry | Unsure) -> None:
        super().__init__(type(outcome).__name__)
        self.outcome = outcome


def _settle(outcome: Delivered | Refused | Retry | Unsure) -> ResourceResponse:
    if not isinstance(outcome, Delivered):
        raise UndeliveredError(outcome)
    return ResourceResponse(id=outcome.activity_id)


_PAUSES, _LONGEST = (0.5, 1.0, 2.0), 5.0  # seconds; Teams waits fifteen for the end of a turn


async def _patiently(send: Callable[[], Awaitable[Sent]]) -> Sent:
    """Somebody waits for this very answer, and no outbox brings it later: what has certainly not arrived is sent again
    a few times. What may have arrived is not."""
    for pause in _PAUSES:
        outcome = await send()
        if not isinstance(outcome, Retry) or (outcome.after or 0) > _LONGEST:
            return outcome
        await asyncio.sleep(max(pause, outcome.after or 0) * random.uniform(1.0, 1.3))
    return await send()


@dataclass(frozen=True, slots=True)
class Conversations:
    """The operations that `TurnContext` and `CloudAdapter` call on a connector client."""

    connector: Connector
    service_url: str

    async def send_to_conversation(self, conversation_id: str, activity: Activity) -> ResourceResponse:
        body = activities.write(activity)
        send = self.connector.send_to_conversation
        return _settle(await _patiently(lambda: send(self.service_url, conversation_id, body)))

    async def reply_to_activity(self, conversation_id: str, activity_id: str, activity: Activity) -> ResourceResponse:
        body = activities.write(activity)
        reply = self.connector.reply_to_activity
        return _settle(await _patiently(lambda: reply(self.service_url, conversation_id, activity_id, body)))

    async def update_activity(self, conversation_id: str, activity_id: str, activity: Activity) -> ResourceResponse:
        body = activities.write(activity)
        update = self.connector.update_activity
        return _settle(await _patiently(lambda: update(self.service_url, conversation_id, activity_id, body)))

    async def delete_activity(self, conversation_id: str, activity_id: str) -> None:
        _settle(await self.connector.delete_activity(self.service_url, conversation_id, activity_id))

    async def create_conversation(self, parameters: ConversationParameters) -> NewConversation:
        person, *_ = parameters.members
        outcome = await self.connector.create_conversation(
            self.service_url, person.id, parameters.bot.id, parameters.tenant_id
        )
        if not isinstance(outcome, Opened):
            raise UndeliveredError(outcome)
        return NewConversation(id=outcome.conversation_id)


@dataclass(frozen=True, slots=True)
class Client:
    """Stands where botbuilder's ConnectorClient would, whose constructor alone costs 6 ms."""

    conversations: Conversations


class Clients(ConnectorFactory):
    def __init__(self, connector: Connector) -> None:
        self._connector = connector

    async def create(self, service_url: str, audience: str | None) -> Client:
        return Client(Conversations(self._connector, service_url))


class Authentication(BotFrameworkAuthentication):
    """Knows the channel's tokens and no others; there are no skills, streams or user tokens here."""

    def __init__(
        self, connector: Connector, keys: KeyRing, rules: Rules, clock: Callable[[], float] = time.time
    ) -> None:
        self._clients = Clients(connector)
        self._keys, self._rules, self._clock = keys, rules, clock

    def trust(self, claims: Claims) -> AuthenticateRequestResult:
        """For claims that have been verified already."""
        result = AuthenticateRequestResult()
        result.claims_identity = ClaimsIdentity(dict(claims.values), True)
        result.caller_id = CallerIdConstants.public_azure_channel.value
        result.audience = self._rules.app_id
        result.connector_factory = self._clients
        return result

    async def authenticate_request(self, activity: Activity, auth_header: str) -> AuthenticateRequestResult:
        """Raises PermissionError, the only refusal that botbuilder knows."""
        claims = verify(bearer(auth_header) or "", self._keys, self._rules, self._clock())
        if isinstance(claims, Refusal):
            raise PermissionError(claims.reason)
        if claims.service_url != activity.service_url or not self._rules.allows(claims.service_url):
            raise PermissionError("service-url-claim")
        return self.trust(claims)

    async def authenticate_streaming_request(self, auth_header: str, channel_id_header: str) -> None:
        raise PermissionError("streaming is not offered")

    def create_connector_factory(self, claims_identity: ClaimsIdentity) -> ConnectorFactory:
        return self._clients

    async def create_user_token_client(self, claims_identity: ClaimsIdentity) -> None:
        """Nobody signs in through the bot: Teams says who is speaking."""


class Adapter(CloudAdapter):
    def __init__(self, authentication: Authentication, connector: Connector, apologise: Apology) -> None:
        super().__init__(authentication)
        self._authentication, self._connector, self._apologise = authentication, connector, apologise
        self.on_turn_error = self._note_failure

    async def process(self, claims: Claims, body: dict[str, Any], turn: Turn) -> dict[str, Any] | None:
        """Runs one turn on a body that has passed the gate; the dict is an invoke's answer, else None.

        Takes the place of botbuilder's method, which answers 500 to every invoke that returns a body.
        """
        contexts: list[TurnContext] = []

        async def begin(context: TurnContext) -> None:
            contexts.append(context)
            context.turn_state[_BODY] = body
            await turn(context)

        response = await self.process_activity(self._authentication.trust(claims), activities.read(body), begin)
        if body["type"] != "invoke":
            return None
        state = contexts[0].turn_state if contexts else {}
        if state.get(_FAILED):
            return neutral_answer(body["name"], self._apologise(body.get("locale")))
        return state.get(_ANSWER) or activities.write(getattr(response, "body", None)) or {}

    async def _note_failure(self, context: TurnContext, error: Exception) -> None:
        log.error("turn failed: %s", name_failure(error))
        context.turn_state[_FAILED] = True
        if context.activity.type == "message":
            await self._say_sorry(context.activity)

    async def _say_sorry(self, activity: Activity) -> None:
        words = {"type": "message", "text": self._apologise(activity.locale)}
        send, place = self._connector.send_to_conversation, activity.conversation.id
        outcome = await _patiently(lambda: send(activity.service_url, place, words))
        if not isinstance(outcome, Delivered):
            log.warning("apology not delivered: %s", type(outcome).__name__)


def name_failure(error: BaseException) -> str:
    """Class and place, never the text: messages of exceptions quote what people wrote."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f" in {trace.tb_frame.f_code.co_name}:{trace.tb_lineno}" if trace else ""
    return type(error).__name__ + place


def neutral_answer(invoke: str, words: str) -> dict[str, Any]:
    """The shape that the named invoke wants, with nothing in it but the words."""
    if invoke == "adaptiveCard/action":
        kind = "application/vnd.microsoft.activity.message"
        return {"statusCode": 200, "type": kind, "value": words}
    if invoke.startswith(("task/", "composeExtension/")):
        return {"task": {"type": "message", "value": words}}
    return {}
