package io.inferbench.core.environment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-Dhub.token=hf_abc123 | -Dhub.token=(hidden)",
                "-Djavax.net.ssl.keyStorePassword=changeit | -Djavax.net.ssl.keyStorePassword=(hidden)",
                "-Dopenai.api-key=sk-1 -Xmx1g | -Dopenai.api-key=(hidden) -Xmx1g",
                "-DAWS_SECRET_ACCESS_KEY=a/b+c | -DAWS_SECRET_ACCESS_KEY=(hidden)",
                "-javaagent:apm.jar=secret_token:xyz,level=info | -javaagent:apm.jar=secret_token:(hidden)",
                "-Dproxy=http://user:pw@proxy:8080/ | -Dproxy=http://(hidden)@proxy:8080/",
                "-Dpassword=\"two words\" -ea | -Dpassword=(hidden) -ea",
                "-Dauthorization=Bearer | -Dauthorization=(hidden)"
            })
    void masksWhatItsNameGivesAway(String text, String masked) {
        assertThat(Secrets.mask(text)).isEqualTo(masked);
    }

    @Test
    void leavesTheRest() {
        String plain = "-Xmx4g -XX:+UseZGC -Dorg.bytedeco.javacpp.maxbytes=0 -Durl=https://host:443/path@v1";

        assertThat(Secrets.mask(plain)).isEqualTo(plain);
    }
}
