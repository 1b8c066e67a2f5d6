"""Runs a shop as two customers and an admin would: `drive_shop.py MODULE DATABASE`."""

from api_of_application import Api, drive, rows


def sell(visitor: Api, ada: Api, bob: Api, admin: Api) -> None:
    """Sell something."""
    offer(visitor, ada, admin)
    buy(visitor, ada, bob, admin)


def offer(visitor: Api, ada: Api, admin: Api) -> None:
    """Put something on sale: for everyone to see, and for admins to change."""
    tea = admin.call("create_category", json={"name": "Tea"})
    product = {"name": "Assam", "price": "4.50", "stock": 3, "category_id": tea["id"]}
    assert ada.refused("create_product", json=product) == 403
    assert visitor.refused("create_product", json=product) == 401
    admin.call("create_product", json=product)
    admin.call("create_product", json=product | {"name": "Darjeeling"})
    assert admin.refused("create_product", json=product) == 409
    assert admin.refused("delete_category", tea["id"]) == 409
    found = visitor.call("list_products", params={"category_id": tea["id"], "sort": "name"})
    assert [each["name"] for each in rows(found)] == ["Assam", "Darjeeling"]


def buy(visitor: Api, ada: Api, bob: Api, admin: Api) -> None:
    """Order something, pay for it and have it sent; nobody else takes part."""
    assam, darjeeling = rows(visitor.call("list_products", params={"sort": "name"}))
    line = {"quantity": 2, "unit_price": "4.50"}
    lines = [line | {"product_id": each["id"]} for each in (darjeeling, assam)]
    order = ada.call("create_order", json={"note": "Ring twice.", "lines": lines})
    assert (order["status"], order["lines"]) == ("open", lines)
    assert ada.refused("create_order", json={"lines": lines * 2}) == 422
    assert ada.refused("create_order", json={"lines": [line | {"product_id": 999}]}) == 422
    assert admin.refused("delete_product", assam["id"]) == 409
    change = {"lines": [lines[1] | {"quantity": 3}, lines[0]]}
    assert ada.call("update_order", order["id"], json=change)["lines"] == change["lines"]
    assert ada.call("update_order", order["id"], json={"note": None})["lines"] == change["lines"]
    assert [each["lines"] for each in rows(ada.call("list_orders"))] == [change["lines"]]

    assert rows(bob.call("list_orders")) == []
    assert bob.refused("get_order", order["id"]) == 404
    assert bob.refused("set_order_status_to_placed", order["id"]) == 404
    assert bob.refused("update_order", order["id"], json=change) == 404
    assert visitor.refused("get_order", order["id"]) == 401

    assert ada.refused("set_order_status_to_paid", order["id"]) == 403
    assert admin.refused("set_order_status_to_paid", order["id"]) == 409
    assert ada.call("set_order_status_to_placed", order["id"])["status"] == "placed"
    assert admin.call("set_order_status_to_paid", order["id"])["status"] == "paid"
    assert ada.refused("set_order_status_to_cancelled", order["id"]) == 409
    assert admin.call("set_order_status_to_shipped", order["id"])["status"] == "shipped"

    second = ada.call("create_order", json={})
    ada.call("delete_order", order["id"])
    assert [each["id"] for each in rows(ada.call("list_orders"))] == [second["id"]]
    assert second["lines"] == []
    admin.call("delete_product", assam["id"])


if __name__ == "__main__":
    drive(sell)
