package com.shop;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;

/** Writes what the client sends into one file, and what the server answers into another. */
public class Capture {
    public static void main(String[] args) throws IOException {
        try (ObjectOutputStream orders = new ObjectOutputStream(new FileOutputStream(args[0]));
                ObjectOutputStream receipts = new ObjectOutputStream(new FileOutputStream(args[1]))) {
            for (int number = 1; number <= 3; number++) {
                Order order = ShopClient.order(number);
                orders.writeObject(order);
                orders.reset();
                receipts.writeObject(ShopServer.receipt(order));
                receipts.reset();
            }
        }
    }
}
