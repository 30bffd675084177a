package drivers;

import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;

/**
 * Networking.Client that shows every character. Each line of input, {@code HOST PORT}, is one
 * connection, with the same calls in the same order; the greeting is printed as hex.
 */
public class GreetingClient {
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ", 2);
            Socket socket = new Socket(words[0], Integer.parseInt(words[1]));
            DataInputStream data = new DataInputStream(socket.getInputStream());
            System.out.println(PhraseHex.encode(data.readUTF()));
            socket.close();
        }
    }
}
