class DoctorNotFoundError(Exception):
    """There is no such doctor."""

    message = "The doctor you spoke of was not found."

    def __str__(self) -> str:
        return self.message
