package javawire.bench;

import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What TCPServidor does, on a virtual thread for each client. */
public final class VirtualServidor {
    public static void main(String[] args) throws Exception {
        // By name: the oldest Java that compiles this has no virtual threads.
        ExecutorService threads = (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        try (ServerSocket server = new ServerSocket(Integer.parseInt(args[0]))) {
            while (true) {
                Socket client = server.accept();
                threads.submit(() -> converse(client));
            }
        }
    }

    private static Void converse(Socket client) throws Exception {
        try (client) {
            ObjectInputStream in = new ObjectInputStream(client.getInputStream());
            String phrase = (String) in.readObject();
            System.out.println("La frase recibida es: " + phrase);
            ObjectOutputStream out = new ObjectOutputStream(client.getOutputStream());
            String upper = phrase.toUpperCase();
            System.out.println("El servidor devuelve la frase: " + upper);
            out.writeObject(upper);
        }
        System.out.println("Server esperando una nueva conexión...");
        return null;
    }
}
