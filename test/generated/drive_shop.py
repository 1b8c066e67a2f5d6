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
    order = ada.call("create_order", json={"note": "Ring twice."})
    assert order["status"] == "open"
    line = {"order_id": order["id"], "quantity": 2, "unit_price": "4.50"}
    first = ada.call("create_order_line", json=line | {"product_id": assam["id"]})
    ada.call("create_order_line", json=line | {"product_id": darjeeling["id"]})
    assert ada.refused("create_order_line", json=line | {"product_id": assam["id"]}) == 409
    assert admin.refused("delete_product", assam["id"]) == 409
    assert len(rows(ada.call("list_order_lines", params={"order_id": order["id"]}))) == 2

    assert rows(bob.call("list_orders")) == []
    assert bob.refused("get_order", order["id"]) == 404
    assert bob.refused("set_order_status_to_placed", order["id"]) == 404
    assert bob.refused("delete_order_line", first["id"]) == 404
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
    assert rows(admin.call("list_order_lines")) == []


if __name__ == "__main__":
    drive(sell)
