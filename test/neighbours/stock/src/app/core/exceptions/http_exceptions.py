from fastapi import HTTPException


class NotFoundException(HTTPException):
    def __init__(self, detail: str) -> None:
        super().__init__(404, detail)


class DuplicateValueException(HTTPException):
    def __init__(self, detail: str) -> None:
        super().__init__(422, detail)
