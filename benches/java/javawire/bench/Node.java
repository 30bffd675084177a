package javawire.bench;

import java.io.Serializable;

/** A linked list made by hand, which Java reads and writes by recursion. */
final class Node implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int value;
    private final Node next;

    private Node(int value, Node next) {
        this.value = value;
        this.next = next;
    }

    static Node list(int length) {
        Node first = null;
        for (int value = length; value > 0; value--) {
            first = new Node(value, first);
        }
        return first;
    }
}
