"""Runs a publishing platform as two authors, a visitor and an admin would: `drive_blog.py MODULE DATABASE`."""

from typing import Any

from api_of_application import Api, drive, rows


def publish(visitor: Api, ada: Api, bob: Api, admin: Api) -> None:
    """Write, read, like, comment, follow, and clean up."""
    article = write(visitor, ada, bob, admin)
    like(visitor, ada, bob, article)
    comment(visitor, ada, bob, admin, article)
    find(visitor, bob, article)
    follow(visitor, ada, bob, article)
    clean_up(visitor, ada, bob, admin, article)


def write(visitor: Api, ada: Api, bob: Api, admin: Api) -> dict[str, Any]:
    """Publish something, under a name in URLs; only its author changes it."""
    python = admin.call("create_tag", json={"name": "python"})
    text = {"title": "Hello, World!", "body": "The first words.", "tag_ids": [python["id"]]}
    assert visitor.refused("create_article", json=text) == 401
    assert ada.refused("create_article", json=text | {"author_id": 2}) == 422
    article = ada.call("create_article", json=text)
    assert (article["slug"], article["author"]["username"]) == ("hello-world", "ada")
    assert bob.call("create_article", json=text)["slug"] == "hello-world-2"
    assert visitor.call("get_article_by_slug", "hello-world") == article
    assert bob.refused("update_article", article["id"], json=text) == 403
    changed = ada.call("update_article", article["id"], json=text | {"title": "Hello again"})
    assert (changed["title"], changed["slug"]) == ("Hello again", "hello-world")
    return changed


def like(visitor: Api, ada: Api, bob: Api, article: dict[str, Any]) -> None:
    """Like something, as often as one clicks; everyone sees how many do."""
    one = article["id"]
    assert visitor.refused("add_article_favorite", one) == 401
    for _ in range(2):
        bob.call("add_article_favorite", one)
    shown = [each.call("get_article", one) for each in (visitor, ada, bob)]
    assert [each["favorites_count"] for each in shown] == [1, 1, 1]
    assert [each["favorited"] for each in shown] == [False, False, True]
    liked = rows(bob.call("list_articles", params={"favorited": True}))
    assert [each["id"] for each in liked] == [one]
    assert rows(ada.call("list_articles", params={"favorited": True})) == []
    bob.call("remove_article_favorite", one)
    assert bob.call("get_article", one)["favorites_count"] == 0


def comment(
    visitor: Api, ada: Api, bob: Api, admin: Api, article: dict[str, Any]
) -> None:
    """Say something about it; only who said it, or an admin, takes it back."""
    said = {"article_id": article["id"], "body": "Well said."}
    first = bob.call("create_comment", json=said)
    second = bob.call("create_comment", json=said)
    assert first["author"] == {"id": first["author_id"], "username": "bob"}
    found = visitor.call("list_comments", params={"article_id": article["id"]})
    assert [each["id"] for each in rows(found)] == [first["id"], second["id"]]
    assert ada.refused("delete_comment", first["id"]) == 403
    admin.call("delete_comment", first["id"])


def find(visitor: Api, bob: Api, article: dict[str, Any]) -> None:
    """Find it by its words, and read on from page to page."""
    found = visitor.call("list_articles", params={"q": "again hel"})
    assert [each["id"] for each in rows(found)] == [article["id"]]
    for number in range(5):
        bob.call("create_article", json={"title": f"Note {number}", "body": "Short.", "tag_ids": []})
    seen: list[str] = []
    asked: dict[str, Any] = {"sort": "-created_at", "limit": 3}
    while asked:
        page = visitor.call("list_articles", params=asked)
        seen += [each["slug"] for each in rows(page)]
        more = page["next_cursor"]
        asked = asked | {"cursor": more} if more else {}
    assert seen == [*(f"note-{n}" for n in (4, 3, 2, 1, 0)), "hello-world-2", "hello-world"]


def follow(
    visitor: Api, ada: Api, bob: Api, article: dict[str, Any]
) -> None:
    """Follow somebody, read what they write, and follow them no more."""
    her, him = (each.call("show_me")["id"] for each in (ada, bob))
    assert visitor.refused("add_user_follower", her) == 401
    assert bob.refused("add_user_follower", him) == 409
    assert visitor.refused("list_article_feed") == 401
    assert rows(bob.call("list_article_feed")) == []
    for _ in range(2):
        bob.call("add_user_follower", her)
    shown = {"id": her, "username": "ada", "bio": None, "followers_count": 1}
    assert bob.call("show_user", her) == shown | {"followed": True}
    assert ada.call("show_user", her) == shown | {"followed": False}
    news = ada.call("create_article", json={"title": "News", "body": "New.", "tag_ids": []})
    feed = rows(bob.call("list_article_feed", params={"sort": "-created_at"}))
    assert [each["id"] for each in feed] == [news["id"], article["id"]]
    assert feed[0] == bob.call("get_article", news["id"])
    assert rows(ada.call("list_article_feed")) == []
    bob.call("remove_user_follower", her)
    assert rows(bob.call("list_article_feed")) == []
    ada.call("delete_article", news["id"])
    assert bob.call("show_user", her)["followers_count"] == 0


def clean_up(
    visitor: Api, ada: Api, bob: Api, admin: Api, article: dict[str, Any]
) -> None:
    """Take it down: what was said about it goes, too."""
    assert bob.refused("delete_article", article["id"]) == 403
    ada.call("delete_article", article["id"])
    assert rows(visitor.call("list_comments")) == []
    assert visitor.refused("get_article", article["id"]) == 404
    left = rows(visitor.call("list_articles", params={"favorited": False}))
    admin.call("delete_article", left[0]["id"])
    assert len(rows(visitor.call("list_articles"))) == len(left) - 1


if __name__ == "__main__":
    drive(publish)
