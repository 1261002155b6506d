"""Long texts that a reader may paste by mistake or in malice: some letters, over and over."""

PIECES = {
    "digits": "1", "blanks": " ", "underlines": "_", "commas": ",", "thousands": "1,",
    "points": ".", "decimals": "1.", "minus signs": "-", "powers": "1e",
    "quotes": '"', "single quotes": "'",
    "brackets": "[", "backslashes": "\\", "percent signs": "%", "letters": "\u00e9",
    "words": "ab ",
    "equals signs": "=", "wide digits": "\uff11", "accents": "\u0300\u0323",
    "spaced digits": "123 ", "hyphens": "a-", "zeros": "0",
}  # fmt: skip
ENDS = {"alone": ("", ""), "in letters": ("a", "b"), "in digits": ("1", "x")}


def long_texts(letters):
    """Return texts of about so many letters by what they hold."""
    return {
        f"{piece} {end}": start + text * (letters // len(text)) + after
        for piece, text in PIECES.items()
        for end, (start, after) in ENDS.items()
    }
