def import_all_models() -> None:
    import app.loans.models.open_loan  # noqa: F401
    import app.readers.models.reader  # noqa: F401
    import app.works.models.work  # noqa: F401
