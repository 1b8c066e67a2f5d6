"""Says what Pydantic makes of patterns and texts.

Takes a JSON file with a list of `[pattern, [text, ...]]`, and prints as JSON for each pattern which
of its texts Pydantic accepts, or null if it does not accept the pattern.
"""

import json
import sys
from typing import Annotated

from pydantic import Field, TypeAdapter, ValidationError
from pydantic_core import SchemaError


def accepted(pattern, texts):
    try:
        adapter = TypeAdapter(Annotated[str, Field(pattern=pattern)])
    except SchemaError:
        return None
    answers = []
    for text in texts:
        try:
            adapter.validate_python(text)
            answers.append(True)
        except ValidationError:
            answers.append(False)
    return answers


with open(sys.argv[1], encoding="utf-8") as file:
    json.dump([accepted(*case) for case in json.load(file)], sys.stdout)
