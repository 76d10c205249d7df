"""Cards on paper: photos from a forum, one of them released, and a wall that waits to be looked at."""

import io
import textwrap
from datetime import timedelta

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw, ImageFont

from roterfaden.example.read import toml
from roterfaden.example.story import Story
from roterfaden.participation import actions as participation
from roterfaden.ui.documents import fonts

CARD = (840, 590)
PAPER, INK, BOARD, LINE = "#f6e58d", "#1e272e", "#dfe4ea", "#57606f"
TEXT_SIZE, PER_LINE, WRITING = 44, 34, "FiraSans-Italic.ttf"
ON_THE_LETTER = 7


def tell(story: Story) -> None:
    """On the evening of the forum the moderation photographs; three days later it releases one photo."""
    data = toml("capturing.toml")
    event, moderator = story.events[data["meta"]["event"]], story.person("moderator")
    evening = event.ends_at + timedelta(hours=1)
    for row in data["photo"]:
        voice = story.contributions[row["number"]]
        photo = participation.keep_card_photo(
            actor=moderator, process=story.process, event=event, contribution=voice, alt=row["alt"],
            upload=_jpeg(_card(voice.text, with_letter=row["released"])), now=evening,
        )  # fmt: skip
        if row["released"]:
            participation.release_card_photo(
                actor=moderator, photo=photo, alt=row["alt"], shows_nobody=True, now=evening + timedelta(days=3)
            )
    wall = _wall([story.contributions[number].text for number in data["wall"]["numbers"]])
    participation.keep_card_photo(
        actor=moderator, process=story.process, event=event, upload=_jpeg(wall), alt=data["wall"]["alt"], now=evening
    )


def _card(text: str, *, with_letter: bool = False) -> Image.Image:
    """A card as people write it; below the words perhaps a letter of which two lines can be read."""
    card = Image.new("RGB", CARD, PAPER)
    pen = ImageDraw.Draw(card)
    written = "\n".join(textwrap.wrap(text, PER_LINE))
    pen.multiline_text((50, 50), written, fill=INK, font=ImageFont.truetype(fonts() / WRITING, TEXT_SIZE), spacing=14)
    if with_letter:
        pen.rectangle((290, 300, 560, 560), outline=INK, width=4)
        for line in range(ON_THE_LETTER):
            height, is_read = 330 + 32 * line, line in (0, ON_THE_LETTER - 1)
            end, ink, width = (420, INK, 8) if is_read else (530, LINE, 2)
            pen.line((320, height, end, height), fill=ink, width=width)
    return card


def _wall(texts: list[str]) -> Image.Image:
    """Two columns of cards on a board."""
    width, height = CARD
    wall = Image.new("RGB", (2 * width + 120, ((len(texts) + 1) // 2) * (height + 40) + 40), BOARD)
    for place, text in enumerate(texts):
        column, row = place % 2, place // 2
        wall.paste(_card(text), (40 + column * (width + 40), 40 + row * (height + 40)))
    return wall


def _jpeg(picture: Image.Image) -> ContentFile:
    found = io.BytesIO()
    picture.save(found, "JPEG", quality=80)
    return ContentFile(found.getvalue(), "IMG_0231.jpg")
