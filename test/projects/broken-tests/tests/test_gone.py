from app.gone import nothing
