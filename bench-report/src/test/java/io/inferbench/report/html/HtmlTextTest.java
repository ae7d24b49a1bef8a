package io.inferbench.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HtmlTextTest {

    @Test
    void markupBecomesText() {
        assertThat(HtmlText.escaped("<script>alert(\"1\" & '2')</script>"))
                .isEqualTo("&lt;script&gt;alert(&quot;1&quot; &amp; &#39;2&#39;)&lt;/script&gt;");
    }

    @Test
    void marksOfDirectionAndControlsAreShownAsWhatTheyAre() {
        assertThat(HtmlText.escaped("a\u202eb\u202cc\u2066d\u2069e\u0000f\u001bg\ud800h"))
                .isEqualTo("a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf\ufffdg\ufffdh");
    }

    @Test
    void lettersOfAnyScriptStay() {
        assertThat(HtmlText.escaped("é ß 漢字 עברית 😀\tµs ±\n")).isEqualTo("é ß 漢字 עברית 😀\tµs ±\n");
    }
}
