package io.inferbench.core.run.fork;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForkMainTest {

    @TempDir
    Path folder;

    @Test
    void aChildEndsWithItsParent() throws Exception {
        ForkCommand command = new ForkCommand(System.getProperty("java.class.path"), List.of("-Xmx32m"));
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process child = command.in(folder).start();
            OutputStream lifeline = child.getOutputStream();
            lifeline.write((server.getLocalPort() + " secret\n").getBytes(StandardCharsets.UTF_8));
            lifeline.flush();
            try (Socket socket = server.accept();
                    ForkChannel channel = new ForkChannel(socket)) {
                assertThat(channel.receive()).contains(new ForkMessage.Hello("secret"));

                lifeline.close();

                assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
                assertThat(child.exitValue()).isEqualTo(ExitMeaning.ORPHANED);
            } finally {
                child.destroyForcibly();
            }
        }
    }
}
