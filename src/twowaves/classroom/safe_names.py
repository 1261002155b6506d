"""People's names as the names of folders."""

from __future__ import annotations

import hashlib
import re

from twowaves._base.words import in_form

_LONGEST = 40


def folder_name(plain: str) -> str:
    """Return a name for a person's folder: safe on every system, and another for everybody else.

    Parameters
    ----------
    plain : str
        The name in its plain form, as `twowaves.classroom.own_data.plain_name` gives it.

    Returns
    -------
    str
        Letters a to z, digits and hyphens, then twelve digits of the plain name's SHA-256. It
        depends on nobody else's name, so the order of a class does not matter.

    Examples
    --------
    >>> folder_name("zoë müller"), folder_name("../x"), folder_name("🙂")
    ('zoe-muller-89c0bda8bc33', 'x-d6b96a97d147', 'student-d06f1525f791')
    """
    letters = in_form("NFKD", plain).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", letters.lower())[:_LONGEST].strip("-") or "student"
    return f"{words}-{hashlib.sha256(plain.encode()).hexdigest()[:12]}"
