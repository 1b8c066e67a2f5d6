class NotFoundError(Exception):
    def __init__(self, what: str, id: int) -> None:
        super().__init__(f"{what} {id} does not exist")
