import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;

/**
 * A program whose classes have moved on: it writes an order ("write"), or reads orders and answers
 * and says what they hold ("read").
 */
public final class PeerVersions {
    private PeerVersions() {}

    /** That orders have it above them is new. */
    static class Top implements Serializable {
        int top = 1;
        String above = "above";
    }

    /** Nothing declares its serialVersionUID; added and extra are new, count is gone. */
    static class Order extends Top {
        int added = 2;
        long id = 7;
        String extra = "extra";
        String name = "seven";
    }

    /** Never written here. */
    static class Answer extends Order {
        private static final long serialVersionUID = 5;
        String text;
    }

    public static void main(String[] args) throws Exception {
        if (args[0].equals("write")) {
            ObjectOutputStream out = new ObjectOutputStream(System.out);
            out.writeObject(new Order());
            out.flush();
            return;
        }
        ObjectInputStream in = new ObjectInputStream(System.in);
        for (int number = 0; number < 3; number++) {
            Order order = (Order) in.readObject();
            String text = order instanceof Answer ? " " + ((Answer) order).text : "";
            System.out.println(order.id + " " + order.name + " " + order.added + " " + order.extra + " "
                + order.top + " " + order.above + text);
        }
    }
}
