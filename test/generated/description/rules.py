"""Checks for Schemathesis that know what a description by OpenAPI cannot say. It is given as SCHEMATHESIS_HOOKS."""

import schemathesis
from schemathesis.specs.openapi import checks

# Rules that JSON Schema has no words for.
BEYOND_WORDS = (
    "value is not a valid email address",
    "Value error, must be an http or https URL",
    "Value error, must be at most 72 bytes long",
    "Value error, is outside the years 1 to 9999 in UTC",
)
OWN_ID = 1


def is_beyond_words(case, error):
    """Whether a value was refused for what the description cannot say."""
    if error["msg"].startswith(BEYOND_WORDS):
        return True
    value = case.body
    for part in error["loc"][1:]:
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):
            return False
    if error["type"].startswith(("greater_than", "less_than")):
        # Limits are for numbers, not for numbers in quotes; FastAPI writes them as floating point numbers.
        return isinstance(value, str) or abs(value) >= 2**63
    # A multiple of 0.01 that was computed has more digits.
    return error["type"].startswith("decimal_") and isinstance(value, float)


def is_ambiguous(case):
    """Whether the path is also one with a parameter: /users/me is /users/{user_id}, which has other methods."""
    return case.path.endswith(("/me", "/login", "/bulk", "/webhook"))


@schemathesis.check
def valid_requests_are_taken(ctx, response, case):
    if response.status_code == 400 and case.path.endswith("/webhook"):
        return  # It has no signature.
    if response.status_code == 422:
        errors = response.json().get("errors")
        # Without them it refers to what does not exist.
        if errors is None or all(is_beyond_words(case, error) for error in errors):
            return
    checks.positive_data_acceptance(ctx, response, case)


@schemathesis.check
def other_methods_are_refused(ctx, response, case):
    if not is_ambiguous(case):
        checks.unsupported_method(ctx, response, case)


@schemathesis.check
def allow_names_the_methods(ctx, response, case):
    if not is_ambiguous(case):
        checks.allow_header_conformance(ctx, response, case)


@schemathesis.hook
def before_call(context, case, kwargs):
    """Leave the account alone that the requests are sent from."""
    parameters = case.path_parameters or {}
    if case.method != "GET" and str(parameters.get("user_id")) == str(OWN_ID):
        parameters["user_id"] = 2**31 - 2
