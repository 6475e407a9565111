"""Each way a send can end, and the value that says so."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

import aiohttp
import pytest
from aiohttp import web
from botbuilder.core import TurnContext

from bot import connector as outbound
from bot.adapter import Adapter, Authentication, UndeliveredError
from bot.connector import Connector, Delivered, Heard, Opened, Outcome, Refused, Retry, Unsure
from bot.gate import Rules
from demo.loopback import serve
from demo.teams_chats import CARD
from tests.bot.conftest import APP, SORRY, TEACHER, TENANT, Edge

CARD_MESSAGE = {"type": "message", "attachments": [{"contentType": CARD, "content": {"type": "AdaptiveCard"}}]}


async def open_chat(edge: Edge) -> str:
    await edge.teams.install(edge.teacher)
    opening = await edge.connector.create_conversation(edge.teams.service_url, TEACHER, f"28:{APP}", TENANT)
    assert isinstance(opening, Opened)
    return opening.conversation_id


async def send(edge: Edge, text: str = "hei") -> Outcome:
    chat = edge.teams.chats.of(edge.teacher).id
    return await edge.connector.send_to_conversation(edge.teams.service_url, chat, {"type": "message", "text": text})


async def test_a_message_is_sent_updated_answered_and_deleted(edge: Edge) -> None:
    chat = await open_chat(edge)
    url = edge.teams.service_url
    sent = await edge.connector.send_to_conversation(url, chat, CARD_MESSAGE)
    assert isinstance(sent, Delivered)
    assert sent.activity_id
    assert edge.teams.chat(edge.teacher)[0].card == {"type": "AdaptiveCard"}
    changed = await edge.connector.update_activity(url, chat, sent.activity_id, {"type": "message", "text": "ny"})
    assert changed == sent
    reply = await edge.connector.reply_to_activity(url, chat, sent.activity_id, {"type": "message", "text": "svar"})
    assert [message.text for message in edge.teams.chat(edge.teacher)] == ["ny", "svar"]
    assert isinstance(reply, Delivered)
    assert reply.activity_id
    assert await edge.connector.delete_activity(url, chat, reply.activity_id) == Delivered(None)
    assert len(edge.teams.chat(edge.teacher)) == 1


async def test_everything_goes_through_one_connection_when_it_goes_one_by_one(edge: Edge) -> None:
    await open_chat(edge)
    for _ in range(20):
        assert isinstance(await send(edge), Delivered)
    assert edge.teams.connector.counts["token"] == 1
    assert len(edge.teams.deliveries) == 20


@pytest.mark.parametrize("status", [400, 403, 404, 405, 413, 302])
async def test_a_refusal_is_final(edge: Edge, status: int) -> None:
    await open_chat(edge)
    edge.teams.fail_next(edge.teacher, status)
    assert await send(edge) == Refused(status, "OnDemand")
    assert isinstance(await send(edge), Delivered)


@pytest.mark.parametrize("status", [401, 412, 429])
async def test_what_was_certainly_not_delivered_may_be_repeated(edge: Edge, status: int) -> None:
    await open_chat(edge)
    edge.teams.fail_next(None, status, retry_after=7)
    assert await send(edge) == Retry(status, 7)
    assert edge.teams.deliveries == ()


@pytest.mark.parametrize("status", [408, 500, 502, 503, 504])
async def test_what_may_have_been_delivered_is_unsure(edge: Edge, status: int) -> None:
    await open_chat(edge)
    edge.teams.fail_next(edge.teacher, status)
    assert await send(edge) == Unsure(status)


async def test_a_lost_answer_is_unsure_although_the_message_is_there(edge: Edge) -> None:
    await open_chat(edge)
    edge.teams.lose_answers()
    assert await send(edge) == Unsure(502)
    assert len(edge.teams.deliveries) == 1


async def test_a_cut_connection_is_unsure_and_nothing_is_sent_twice(edge: Edge) -> None:
    await open_chat(edge)
    before = edge.teams.connector.counts["connector"]
    edge.teams.fail_next(edge.teacher, None)
    assert await send(edge) == Unsure(None)
    assert edge.teams.connector.counts["connector"] - before == 1


async def test_a_silent_connector_is_given_up_on(edge: Edge) -> None:
    await open_chat(edge)
    hasty = Connector(edge.session, edge.credentials, edge.rules, timeout=aiohttp.ClientTimeout(total=0.1))
    edge.teams.silent(5)
    chat = edge.teams.chats.of(edge.teacher).id
    outcome = await hasty.send_to_conversation(edge.teams.service_url, chat, {"type": "message"})
    edge.teams.silent(0)
    assert outcome == Unsure(None)


async def test_nobody_listening_means_nothing_was_sent(edge: Edge) -> None:
    async with serve(web.Application()) as origin:
        pass  # its port is free now
    rules = replace(edge.rules, service_origins=frozenset({origin}))
    gone = Connector(edge.session, edge.credentials, rules)
    assert await gone.send_to_conversation(f"{origin}/", "a:1", {"type": "message"}) == Retry(None)


async def test_a_connection_refused_for_a_moment_is_tried_once_more(edge: Edge) -> None:
    async def take(_request: web.Request) -> web.Response:
        return web.json_response({"id": "1"}, status=201)

    async with serve(web.Application()) as origin:
        pass
    rules = replace(edge.rules, service_origins=frozenset({origin}))
    late = Connector(edge.session, edge.credentials, rules)
    await edge.credentials.token()
    sending = asyncio.create_task(late.send_to_conversation(f"{origin}/", "a:1", {"type": "message"}))
    await asyncio.sleep(0.05)
    app = web.Application()
    app.router.add_post("/v3/conversations/{chat}/activities", take)
    async with serve(app, int(origin.rpartition(":")[2])):
        assert await sending == Delivered("1")


async def test_people_who_blocked_or_removed_the_bot_are_refused(edge: Edge) -> None:
    await open_chat(edge)
    edge.teams.block(edge.teacher)
    assert await send(edge) == Refused(403, "MessageWritesBlocked")
    edge.teams.unblock(edge.teacher)
    await edge.teams.uninstall(edge.teacher)
    assert await send(edge) == Refused(403, "BotNotInConversationRoster")


async def test_a_conversation_is_not_opened_with_strangers(edge: Edge) -> None:
    url = edge.teams.service_url
    opening = await edge.connector.create_conversation(url, TEACHER, f"28:{APP}", TENANT)
    assert opening == Refused(403, "BotNotInConversationRoster")
    stranger = await edge.connector.create_conversation(url, APP, f"28:{APP}", TENANT)
    assert stranger == Refused(404, "UserNotFound")


async def test_a_message_that_is_too_large_is_refused(edge: Edge) -> None:
    await open_chat(edge)
    assert await send(edge, "a" * 60_000) == Refused(413, "MessageSizeTooBig")


async def test_a_revoked_token_is_replaced_for_the_next_try(edge: Edge) -> None:
    await open_chat(edge)
    edge.teams.connector.revoke_tokens()
    assert await send(edge) == Retry(401)
    assert isinstance(await send(edge), Delivered)


async def test_without_a_token_nothing_was_sent(edge: Edge) -> None:
    edge.teams.connector.password = "changed"
    assert await send(edge) == Retry(None)


@pytest.mark.parametrize("url", ["https://evil.example/", "http://127.0.0.1:9/", ""])
async def test_the_token_goes_to_allowed_origins_only(edge: Edge, url: str) -> None:
    outcome = await edge.connector.send_to_conversation(url, "a:1", {"type": "message"})
    assert outcome == Refused(None, "ServiceUrlNotAllowed")
    assert edge.teams.connector.counts["token"] == 0


async def call(edge: Edge, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]) -> Outcome:
    """Sends one message to a connector that answers with `handler`."""
    app = web.Application()
    app.router.add_post("/v3/conversations/{chat}/activities", handler)
    async with serve(app) as origin:
        rules = Rules(APP, frozenset({TENANT}), frozenset({origin}))
        target = Connector(edge.session, edge.credentials, rules)
        return await target.send_to_conversation(origin, "19:a/b?c#d@thread.v2;messageid=1", {"type": "message"})


@pytest.mark.parametrize("text", ["", "not json", "[]", "{}", '{"id": 5}', "[" * 99_999])
async def test_an_unreadable_answer_to_a_success_is_still_a_success(edge: Edge, text: str) -> None:
    async def handler(_request: web.Request) -> web.Response:
        return web.Response(text=text, status=201)

    assert await call(edge, handler) == Delivered(None)


async def test_redirects_are_not_followed_with_the_token(edge: Edge) -> None:
    async def handler(_request: web.Request) -> web.Response:
        return web.Response(status=307, headers={"Location": edge.teams.token_url})

    before = edge.teams.connector.counts["token"]
    assert await call(edge, handler) == Refused(307)
    assert edge.teams.connector.counts["token"] - before == 1


async def test_a_question_about_a_conversation_says_who_could_be_reached_and_shows_nothing(edge: Edge) -> None:
    chat = await open_chat(edge)
    before = edge.teams.chat(edge.teacher)
    assert await edge.connector.sound(edge.teams.service_url, chat) == Heard()
    edge.teams.fail_next(edge.teacher, 503)
    assert await edge.connector.sound(edge.teams.service_url, chat) == Unsure(503)
    edge.teams.fail_next(edge.teacher, 429, retry_after=7)
    assert await edge.connector.sound(edge.teams.service_url, chat) == Retry(429, 7)
    edge.teams.block(edge.teacher)
    assert await edge.connector.sound(edge.teams.service_url, chat) == Refused(403, "MessageWritesBlocked")
    edge.teams.unblock(edge.teacher)
    await edge.teams.uninstall(edge.teacher)
    assert await edge.connector.sound(edge.teams.service_url, chat) == Refused(403, "BotNotInConversationRoster")
    assert edge.teams.chat(edge.teacher) == before


async def test_conversation_ids_stay_one_path_segment(edge: Edge) -> None:
    seen: list[str] = []

    async def handler(request: web.Request) -> web.Response:
        seen.append(request.match_info["chat"])
        return web.json_response({"id": "1"})

    await call(edge, handler)
    assert seen == ["19:a/b?c#d@thread.v2;messageid=1"]


@pytest.mark.parametrize(
    ("header", "seconds"),
    [(None, None), ("3", 3), ("0", 0), ("999999", 3600), ("soon", None), ("-5", None), ("", None)],
)
def test_retry_after_in_seconds(header: str | None, seconds: float | None) -> None:
    assert outbound.read_wait(header, 0) == seconds


def test_retry_after_as_a_date() -> None:
    assert outbound.read_wait("Fri, 20 Nov 2026 08:00:10 GMT", 1_795_161_600) == 10


async def test_botbuilders_callers_get_an_exception_for_what_was_not_delivered(edge: Edge) -> None:
    caught: list[UndeliveredError] = []

    async def turn(context: TurnContext) -> None:
        with pytest.raises(UndeliveredError) as failure:
            await context.send_activity("hei")
        caught.append(failure.value)

    await edge.teams.install(edge.teacher)
    edge.turn = turn
    edge.teams.block(edge.teacher)
    await edge.teams.say(edge.teacher, "hei")
    assert caught[0].outcome == Refused(403, "MessageWritesBlocked")


async def test_botbuilders_proactive_calls_work_too(edge: Edge) -> None:
    async def greet(context: TurnContext) -> None:
        await context.send_activity("god morgen")

    adapter = Adapter(Authentication(edge.connector, edge.keys, edge.rules), edge.connector, lambda _locale: SORRY)
    await edge.teams.say(edge.teacher, "hei")
    reference = TurnContext.get_conversation_reference(edge.turns[-1].activity)
    await adapter.continue_conversation(reference, greet, APP)
    assert edge.teams.chat(edge.teacher)[-1].text == "god morgen"
