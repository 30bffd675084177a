package drivers;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.Socket;

/**
 * TCPClient for phrases that cannot be typed. Each line of input, {@code HOST PORT HEX}, is one
 * conversation, with the same calls in the same order; the answer is printed as hex.
 */
public class PhraseClient {
    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ", 3);
            String answer = converse(words[0], Integer.parseInt(words[1]), PhraseHex.decode(words[2]));
            System.out.println(answer == null ? "null" : PhraseHex.encode(answer));
        }
    }

    private static String converse(String host, int port, String phrase) throws Exception {
        Socket socket = new Socket(host, port);
        ObjectOutputStream out = new ObjectOutputStream(socket.getOutputStream());
        out.writeObject(phrase);
        ObjectInputStream in = new ObjectInputStream(socket.getInputStream());
        String answer = (String) in.readObject();
        socket.close();
        return answer;
    }
}
