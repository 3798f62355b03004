"""Time zones as people speak of them: by a city, in their own language."""

from collections.abc import Mapping
from functools import cache
from zoneinfo import available_timezones

from babel.dates import get_timezone_location


@cache
def city(zone: str, language: str) -> str:
    """`Helsinki` for Europe/Helsinki; in Finnish `Tukholma` for Europe/Stockholm."""
    return get_timezone_location(zone, locale=language, return_city=True).rpartition("/")[2]


@cache
def cities(language: str) -> Mapping[str, str]:
    """The cities that zones are known by, in the language's order of letters, each with its zone.

    Of several names for one zone it is the one that sounds like the city.
    """
    places = sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))
    places.sort(key=lambda name: name.rpartition("/")[2].replace("_", " ") == city(name, "en"))
    return dict(sorted((city(name, language), name) for name in places))


def zone_meant(written: str, language: str) -> str | None:
    """The zone of this name, or of this city: as the zone's name has it, or in the person's language."""
    wanted = written.strip().replace(" ", "_").casefold()
    for name in sorted(available_timezones()):
        if wanted in {name.casefold(), name.rpartition("/")[2].casefold()}:
            return name
    named = {place.replace(" ", "_").casefold(): name for place, name in cities(language).items()}
    return named.get(wanted)
