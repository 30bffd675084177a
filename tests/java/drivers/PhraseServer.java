package drivers;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * TCPServidor with any answer. Prints its port (the argument, or a free one); then each line of
 * input serves one connection, with the same calls in the same order, and prints the phrase that
 * came as hex. The line is the answer: {@code upper}, {@code null} or a string in hex.
 */
public class PhraseServer {
    public static void main(String[] args) throws Exception {
        ServerSocket server = new ServerSocket(args.length > 0 ? Integer.parseInt(args[0]) : 0);
        System.out.println(server.getLocalPort());
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(PhraseHex.encode(converse(server.accept(), line)));
        }
    }

    private static String converse(Socket socket, String answer) throws Exception {
        ObjectInputStream in = new ObjectInputStream(socket.getInputStream());
        String phrase = (String) in.readObject();
        ObjectOutputStream out = new ObjectOutputStream(socket.getOutputStream());
        if (answer.equals("upper")) {
            out.writeObject(phrase.toUpperCase());
        } else if (answer.equals("null")) {
            out.writeObject(null);
        } else {
            out.writeObject(PhraseHex.decode(answer));
        }
        socket.close();
        return phrase;
    }
}
