from app.loans.models.open_loan import OpenLoan

__all__ = ["OpenLoan"]
