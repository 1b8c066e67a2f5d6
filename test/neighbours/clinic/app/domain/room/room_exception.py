class RoomNotFoundError(Exception):
    """There is no such room."""

    message = "The room you spoke of was not found."

    def __str__(self) -> str:
        return self.message
