"""What `talkoot check` finds out about Discord: the token, the intents, our rights in each channel."""

from collections.abc import Sequence

from discord import ApplicationFlags
from discord.http import Route

from adapters.discord.errors import ApiError
from adapters.discord.rest import PacedHTTP
from adapters.discord.rights import Rights
from community.chat.address import Place
from community.chat.capabilities import Standing
from community.chat.gateway import Finding
from community.errors import TokenRefused


class Checkup:
    """Looks at one bot account."""

    def __init__(self, http: PacedHTTP, rights: Rights, bot_id: str) -> None:
        self._http = http
        self._rights = rights
        self._bot_id = bot_id

    async def findings(self, places: Sequence[Place], *, message_content: bool) -> list[Finding]:
        try:
            application = await self._http.request(Route("GET", "/oauth2/applications/@me"))
        except TokenRefused:
            return [Finding("discord.token", good=False)]
        flags = ApplicationFlags()
        flags.value = int(application.get("flags") or 0)
        found = [Finding("discord.token", good=True), _message_content(flags, wanted=message_content)]
        if application.get("interactions_endpoint_url"):
            found.append(Finding("discord.interactions_elsewhere", good=False))
        return found + [await self._place(place) for place in places if not place.private]

    async def standing(self, place: Place, *, message_content: bool) -> Standing:
        """How the bot stands in a channel."""
        try:
            found = await self._rights.of(place.chat, self._bot_id, fresh=True)
        except ApiError as error:
            if error.status in {403, 404}:
                return Standing(present=False)
            raise error.as_undelivered from error
        rights = found.rights
        return Standing(
            present=rights.view_channel,
            writes=rights.send_messages_in_threads if found.in_thread else rights.send_messages,
            reacts=rights.add_reactions and rights.read_message_history,
            has_threads=found.has_threads,
            opens_threads=found.has_threads and rights.create_private_threads and rights.send_messages_in_threads,
            hears_replies=message_content,
            hears_leaving=False,
        )

    async def _place(self, place: Place) -> Finding:
        try:
            standing = await self._rights.of(place.chat, self._bot_id, fresh=True)
        except ApiError as error:
            return Finding("discord.not_in_channel", good=False, facts={"place": place.chat, "code": str(error.code)})
        facts = {"place": place.chat, "title": standing.title, "missing": ", ".join(standing.missing)}
        return Finding("discord.rights", good=not standing.missing, facts=facts)


def _message_content(flags: ApplicationFlags, *, wanted: bool) -> Finding:
    """Off by choice is in order, but whoever reads the figures should know what they leave out."""
    if not wanted:
        return Finding("discord.message_content_off", good=True)
    allowed = flags.gateway_message_content or flags.gateway_message_content_limited
    return Finding("discord.message_content", good=allowed)
