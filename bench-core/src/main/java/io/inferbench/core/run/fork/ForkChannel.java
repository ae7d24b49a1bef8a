package io.inferbench.core.run.fork;

import io.inferbench.core.run.RunJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/** One end of the line between parent and child; any thread may send, one receives. */
final class ForkChannel implements AutoCloseable {

    private final Socket socket;
    private final OutputStream out;
    private final BufferedReader in;

    ForkChannel(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        this.out = socket.getOutputStream();
        this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    synchronized void send(ForkMessage message) throws IOException {
        byte[] json = RunJson.mapper().writeValueAsBytes(message);
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        out.write(line);
        out.flush();
    }

    /**
     * Returns the next message; empty when the other end has gone.
     *
     * @throws IOException if the line breaks, or says something that is no message
     */
    Optional<ForkMessage> receive() throws IOException {
        String line = in.readLine();
        try {
            return line == null
                    ? Optional.empty()
                    : Optional.of(RunJson.mapper().readValue(line, ForkMessage.class));
        } catch (JacksonException unreadable) {
            throw new IOException("a message that cannot be read: " + unreadable.getOriginalMessage(), unreadable);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
