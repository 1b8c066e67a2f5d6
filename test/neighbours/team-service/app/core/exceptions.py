class AppException(Exception):
    def __init__(self, code: str, message: str, status: int) -> None:
        super().__init__(message)
        self.code = code
        self.status = status


class NotFoundException(AppException):
    def __init__(self, entity: str) -> None:
        super().__init__("not_found", f"{entity} not found", 404)
