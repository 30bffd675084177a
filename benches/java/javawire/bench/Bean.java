package javawire.bench;

import java.io.Serializable;

/** What programs send: a few fields, one string of its own, labels shared with other beans. */
final class Bean implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final String[] LABELS = {"red", "green", "blue", "cyan", "black", "white", "gold"};

    private final int id;
    private final String name;
    private final double price;
    private final String[] labels;

    Bean(int id) {
        this.id = id;
        this.name = "bean-" + id;
        this.price = id * 0.25;
        this.labels = new String[] {label(id), label(id + 1), label(id + 3)};
    }

    private static String label(int number) {
        return LABELS[number % LABELS.length];
    }
}
