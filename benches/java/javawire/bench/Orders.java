package javawire.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Writes 14 MB of orders, to be looked at: {@code java javawire.bench.Orders FILE}. */
public final class Orders {
    private static final int ORDERS = 40_000;

    private Orders() {}

    public static void main(String[] args) throws IOException {
        Path file = Paths.get(args[0]);
        try (ObjectOutputStream out =
                new ObjectOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeObject(orders(new Random(7)));
        }
    }

    private static List<Order> orders(Random random) {
        List<Order> orders = new ArrayList<>();
        for (int number = 0; number < ORDERS; number++) {
            Order order = new Order();
            order.id = 1_000_000L + number;
            order.customer = "Customer " + random.nextInt(5000) + " Ltd.";
            order.created = new Date(1_700_000_000_000L + random.nextInt());
            order.paid = random.nextBoolean();
            order.weight = random.nextDouble() * 30;
            order.total = BigDecimal.ZERO;
            for (int left = 1 + random.nextInt(4); left > 0; left--) {
                Item item = new Item();
                item.sku = "SKU-" + random.nextInt(100_000);
                item.count = 1 + random.nextInt(9);
                item.price = BigDecimal.valueOf(random.nextInt(100_000), 2);
                order.items.add(item);
                order.total = order.total.add(item.price.multiply(BigDecimal.valueOf(item.count)));
            }
            if (random.nextBoolean()) {
                int hour = 8 + random.nextInt(10);
                order.notes.put("remark", "please deliver before " + hour + " o'clock");
            }
            order.notes.put("channel", random.nextBoolean() ? "web" : "phone");
            orders.add(order);
        }
        return orders;
    }

    private static final class Order implements Serializable {
        private static final long serialVersionUID = 1;

        private long id;
        private String customer;
        private Date created;
        private BigDecimal total;
        private final List<Item> items = new ArrayList<>();
        private final Map<String, String> notes = new HashMap<>();
        private boolean paid;
        private double weight;
    }

    private static final class Item implements Serializable {
        private static final long serialVersionUID = 1;

        private String sku;
        private int count;
        private BigDecimal price;
    }
}
