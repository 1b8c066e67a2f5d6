import os

DATABASE_URL = os.environ.get(
    'DATABASE_URL', 'sqlite+aiosqlite:///database.db'
)
SECRET_KEY = os.environ.get('SECRET_KEY', 'a key of at least thirty-two bytes')
