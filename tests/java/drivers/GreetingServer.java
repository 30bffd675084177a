package drivers;

import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UTFDataFormatException;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Networking.Server with any greeting. Prints its port (the argument, or a free one); then each
 * line of input, a string in hex, greets one connection, with the same calls in the same order,
 * and prints {@code sent} or why writeUTF refused.
 */
public class GreetingServer {
    public static void main(String[] args) throws IOException {
        ServerSocket server = new ServerSocket(args.length > 0 ? Integer.parseInt(args[0]) : 0);
        System.out.println(server.getLocalPort());
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(greet(server.accept(), PhraseHex.decode(line)));
        }
    }

    private static String greet(Socket socket, String greeting) throws IOException {
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        try {
            out.writeUTF(greeting);
            return "sent";
        } catch (UTFDataFormatException refusal) {
            return refusal.getMessage();
        } finally {
            socket.close();
        }
    }
}
