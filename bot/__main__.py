"""`python -m bot` is `talkoot`."""

from bot.cli import main

main()
