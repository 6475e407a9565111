"""A turn from the request to its answer, over HTTP."""

from typing import Any

from botbuilder.core import TurnContext
from botbuilder.core.invoke_response import InvokeResponse
from botbuilder.schema import Activity, Attachment

from bot.adapter import answer, body_of
from demo.teams_chats import CARD
from tests.bot.conftest import SORRY, Edge

BUTTON = {"type": "Action.Execute", "verb": "acknowledge", "data": {"case": "2026-K7Q4M"}}
FORM = {"type": "AdaptiveCard", "version": "1.5", "body": []}
FETCH = {"type": "Action.Submit", "data": {"msteams": {"type": "task/fetch"}, "page": "first"}}
DIALOG = {"task": {"type": "continue", "value": {"title": "Meld fra", "card": {"contentType": CARD, "content": FORM}}}}


def reply_with(body: dict[str, Any]) -> Any:
    async def turn(context: TurnContext) -> None:
        answer(context, body)

    return turn


async def echo(context: TurnContext) -> None:
    await context.send_activity(f"du sa {context.activity.text}")


async def show_card(context: TurnContext) -> None:
    card = Attachment(content_type=CARD, content={**FORM, "body": [{"type": "TextBlock", "text": "hei"}]})
    await context.send_activity(Activity(type="message", attachments=[card]))


async def fail(context: TurnContext) -> None:
    raise KeyError(context.activity.text)


async def test_a_message_is_answered_through_botbuilders_own_turn_context(edge: Edge) -> None:
    edge.turn = echo
    result = await edge.teams.say(edge.teacher, "hei")
    assert (result.status, result.body) == (200, None)
    assert [message.text for message in edge.teams.chat(edge.teacher)][-1] == "du sa hei"


async def test_installing_sends_both_events_and_opens_the_chat(edge: Edge) -> None:
    await edge.teams.install(edge.teacher)
    assert [turn.activity.type for turn in edge.turns] == ["installationUpdate", "conversationUpdate"]
    assert edge.turns[0].activity.action == "add"
    assert edge.turns[1].activity.members_added[0].id.startswith("28:")


async def test_the_turn_sees_the_body_as_it_came_and_as_an_activity(edge: Edge) -> None:
    sent = edge.message(value={"a": [1, {"b": "æ"}]})
    await edge.send(sent)
    context = edge.turns[0]
    assert body_of(context) == sent
    assert context.activity.from_property.aad_object_id == edge.teacher.id
    assert context.activity.conversation.tenant_id == sent["conversation"]["tenantId"]
    assert context.activity.timestamp.utcoffset() is not None
    assert context.activity.entities[0].additional_properties["platform"] == "Web"


async def test_an_invoke_is_answered_with_exactly_the_given_body(edge: Edge) -> None:
    edge.turn = reply_with({"statusCode": 200, "type": CARD, "value": {"æ": [None, True]}})
    status, body = await edge.send(edge.invoke("adaptiveCard/action"))
    assert (status, body) == (200, {"statusCode": 200, "type": CARD, "value": {"æ": [None, True]}})


async def test_botbuilders_way_of_answering_an_invoke_works_too(edge: Edge) -> None:
    async def turn(context: TurnContext) -> None:
        value = InvokeResponse(status=200, body={"task": {"type": "message", "value": "takk"}})
        await context.send_activity(Activity(type="invokeResponse", value=value))

    edge.turn = turn
    assert await edge.send(edge.invoke()) == (200, {"task": {"type": "message", "value": "takk"}})


async def test_an_invoke_that_nobody_answers_gets_an_empty_object(edge: Edge) -> None:
    assert await edge.send(edge.invoke("signin/verifyState")) == (200, {})


async def test_a_failed_message_is_answered_200_with_a_neutral_sentence(edge: Edge, caplog: Any) -> None:
    edge.turn = fail
    await edge.teams.install(edge.teacher)
    result = await edge.teams.say(edge.teacher, "en hemmelighet")
    assert result.status == 200
    assert edge.teams.chat(edge.teacher)[-1].text == SORRY
    assert "KeyError" in caplog.text
    assert "hemmelighet" not in caplog.text


async def test_a_failed_invoke_is_answered_200_in_the_shape_the_client_wants(edge: Edge) -> None:
    edge.turn = fail
    assert await edge.send(edge.invoke("task/submit")) == (200, {"task": {"type": "message", "value": SORRY}})
    status, body = await edge.send(edge.invoke("adaptiveCard/action"))
    assert (status, body["statusCode"], body["value"]) == (200, 200, SORRY)
    assert await edge.send(edge.invoke("something/else")) == (200, {})


async def test_an_answer_that_is_not_json_becomes_an_empty_object(edge: Edge) -> None:
    edge.turn = reply_with({"value": object()})
    assert await edge.send(edge.invoke()) == (200, {})


async def test_a_dialog_is_opened_filled_in_and_closed(edge: Edge) -> None:
    edge.turn = show_card
    await edge.teams.say(edge.teacher, "hei")
    card = edge.teams.chat(edge.teacher)[-1]
    assert card.card
    edge.turn = reply_with(DIALOG)
    opened = await edge.teams.press(edge.teacher, card.activity_id, FETCH)
    assert opened.dialog
    assert opened.dialog.card == FORM
    edge.turn = reply_with({"task": {"type": "message", "value": "Takk"}})
    action = {"type": "Action.Submit", "data": {"token": "t"}}
    done = await edge.teams.press(edge.teacher, None, action, {"seen": "noe"}, dialog=opened.dialog)
    body = body_of(edge.turns[-1])
    assert (body["name"], body["value"]["data"]) == ("task/submit", {"token": "t", "seen": "noe"})
    assert (done.dialog, done.notice) == (None, "Takk")


async def test_an_executed_button_replaces_its_card_in_the_chat(edge: Edge) -> None:
    edge.turn = show_card
    await edge.teams.say(edge.teacher, "hei")
    card = edge.teams.chat(edge.teacher)[-1]
    edge.turn = reply_with({"statusCode": 200, "type": CARD, "value": FORM})
    await edge.teams.press(edge.teacher, card.activity_id, BUTTON, {"note": "x"})
    action = body_of(edge.turns[-1])["value"]
    assert action["action"]["data"] == {"case": "2026-K7Q4M", "note": "x"}
    assert action["trigger"] == "manual"
    after = edge.teams.chat(edge.teacher)[-1]
    assert (after.activity_id, after.card, after.version) == (card.activity_id, FORM, 2)


async def test_a_message_action_opens_a_dialog_wherever_the_message_is(edge: Edge) -> None:
    edge.turn = reply_with(DIALOG)
    opened = await edge.teams.message_action(edge.teacher, "report", {"text": "Han sitter alltid alene"})
    body = body_of(edge.turns[-1])
    assert body["conversation"]["conversationType"] == "channel"
    assert body["value"]["messagePayload"]["body"]["content"] == "Han sitter alltid alene"
    action = {"type": "Action.Submit", "data": {"step": 1}}
    await edge.teams.press(edge.teacher, None, action, {"who": "vet ikke"}, dialog=opened.dialog)
    sent = body_of(edge.turns[-1])
    assert sent["name"] == "composeExtension/submitAction"
    assert sent["conversation"] == body["conversation"]
    assert (sent["value"]["commandId"], sent["value"]["data"]) == ("report", {"step": 1, "who": "vet ikke"})


async def test_a_plain_button_arrives_as_a_message_without_text(edge: Edge) -> None:
    edge.turn = show_card
    await edge.teams.say(edge.teacher, "hei")
    edge.turn = None
    card = edge.teams.chat(edge.teacher)[-1]
    await edge.teams.press(edge.teacher, card.activity_id, {"type": "Action.Submit", "data": {"go": 1}}, {"x": "y"})
    activity = edge.turns[-1].activity
    assert (activity.type, activity.text, activity.value) == ("message", None, {"go": 1, "x": "y"})


async def test_updates_and_deletions_go_through_the_turn_context(edge: Edge) -> None:
    async def turn(context: TurnContext) -> None:
        sent = await context.send_activity("først")
        await context.update_activity(Activity(type="message", id=sent.id, text="så"))
        other = await context.send_activity("borte snart")
        await context.delete_activity(other.id)

    edge.turn = turn
    await edge.teams.install(edge.teacher)
    changes = edge.teams.changes()
    edge.turns.clear()
    await edge.teams.say(edge.teacher, "hei")
    last = edge.teams.chat(edge.teacher)[-1]
    assert (last.text, last.version) == ("så", 2)
    kinds = [(await anext(changes)).kind for _ in range(5)]
    assert kinds == ["added", "added", "updated", "added", "deleted"]


async def test_a_redelivered_activity_reaches_the_turn_unchanged(edge: Edge) -> None:
    await edge.teams.say(edge.teacher, "hei")
    await edge.teams.redeliver()
    assert body_of(edge.turns[-1]) == body_of(edge.turns[-2])
