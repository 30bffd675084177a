package javawire.bench;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Two ends of a conversation, 10,000 beans there and one answer back. {@code server} takes any port,
 * prints it and serves; {@code client} reads lines of a port and a count, has that many conversations
 * with it, and prints how many nanoseconds each took.
 */
public final class Ends {
    private static final int BEANS = 10_000;

    public static void main(String[] args) throws Exception {
        if (args[0].equals("server")) {
            serve();
        } else {
            converse();
        }
    }

    private static void serve() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            System.out.println(server.getLocalPort());
            while (true) {
                try (Socket client = server.accept()) {
                    Bean[] beans = (Bean[]) new ObjectInputStream(client.getInputStream()).readObject();
                    new ObjectOutputStream(client.getOutputStream()).writeObject("read " + beans.length);
                }
            }
        }
    }

    private static void converse() throws Exception {
        Bean[] beans = new Bean[BEANS];
        for (int id = 0; id < BEANS; id++) {
            beans[id] = new Bean(id);
        }
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in));
        for (String order; (order = orders.readLine()) != null; ) {
            String[] words = order.split(" ");
            StringBuilder times = new StringBuilder();
            for (int left = Integer.parseInt(words[1]); left > 0; left--) {
                times.append(once(Integer.parseInt(words[0]), beans)).append(' ');
            }
            System.out.println(times.toString().trim());
        }
    }

    private static long once(int port, Bean[] beans) throws Exception {
        long begun = System.nanoTime();
        try (Socket server = new Socket("127.0.0.1", port)) {
            new ObjectOutputStream(server.getOutputStream()).writeObject(beans);
            Object answer = new ObjectInputStream(server.getInputStream()).readObject();
            if (!answer.equals("read " + beans.length)) {
                throw new IllegalStateException("another answer: " + answer);
            }
        }
        return System.nanoTime() - begun;
    }
}
