package io.inferbench.backend.remote.stream;

import io.inferbench.api.backend.ResponseChunk;
import io.inferbench.api.backend.TokenUsage;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the JSON of one request's answer: each event of a stream, or the one body of an answer that is not streamed.
 *
 * <p>Understands completions, chats, embeddings and rankings, and the further fields of vLLM, SGLang and TensorRT-LLM.
 */
public final class AnswerReader {

    private static final byte[] CHOICES = key("choices");
    private static final byte[] TEXT = key("text");
    private static final byte[] DELTA = key("delta");
    private static final byte[] MESSAGE = key("message");
    private static final byte[] CONTENT = key("content");
    private static final byte[] REASONING = key("reasoning");
    private static final byte[] REASONING_CONTENT = key("reasoning_content");
    private static final byte[] TOOL_CALLS = key("tool_calls");
    private static final byte[] FINISH_REASON = key("finish_reason");
    private static final byte[] TOKEN_IDS = key("token_ids");
    private static final byte[] USAGE = key("usage");
    private static final byte[] ERROR = key("error");
    private static final byte[] OBJECT = key("object");
    private static final byte[] DATA = key("data");
    private static final byte[] RESULTS = key("results");
    /** vLLM's and SGLang's words for requests that they dropped. */
    private static final Set<String> GIVEN_UP = Set.of("abort", "error", "cancelled");

    private static final int LONGEST_DETAIL = 400;

    private final JsonCursor json = new JsonCursor();
    private final AnswerChunk chunk = new AnswerChunk();
    private final ByteText reasoning = new ByteText();
    private final ByteText word = new ByteText();
    private final UsageReader usage = new UsageReader();
    private String finishReason = "";
    private String error = "";
    private boolean choiceSeen;
    private boolean toolCallSeen;
    private int items;
    private int tokenChunks;

    /** Takes the chunks that an event holds. */
    @FunctionalInterface
    public interface ChunkConsumer {

        /** Takes a chunk that is valid during this call only. */
        void onChunk(ResponseChunk chunk);
    }

    private static byte[] key(String name) {
        return name.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Reads one event and tells what chunks it holds: none if it has no choice, as one of usage alone.
     *
     * @throws MalformedAnswerException if it is not a JSON object with fields of the right types
     */
    public void read(byte[] bytes, int from, int to, long arrivalNanos, ChunkConsumer consumer)
            throws MalformedAnswerException {
        json.reset(bytes, from, to);
        chunk.clear();
        reasoning.clear();
        choiceSeen = false;
        toolCallSeen = false;
        usage.beginEvent();
        readAnswer();
        json.requireEnd();
        if (choiceSeen && error.isEmpty()) {
            tell(arrivalNanos, consumer);
        }
    }

    private void tell(long arrivalNanos, ChunkConsumer consumer) {
        usage.newTokens().ifPresent(chunk::tellCount);
        boolean hasContent = !chunk.text.isEmpty() || toolCallSeen;
        if (reasoning.isEmpty()) {
            boolean isEmpty = !hasContent && !chunk.bringsTokens();
            tokenChunks += isEmpty ? 0 : 1;
            consumer.onChunk(
                    chunk.arrived(arrivalNanos, isEmpty ? ResponseChunk.Kind.EMPTY : ResponseChunk.Kind.CONTENT));
            return;
        }
        tokenChunks++;
        if (hasContent) {
            // Both at once: how the tokens divide is not told.
            AnswerChunk first = new AnswerChunk();
            first.text.append(reasoning);
            consumer.onChunk(first.arrived(arrivalNanos, ResponseChunk.Kind.REASONING));
            consumer.onChunk(chunk.withoutCount().arrived(arrivalNanos, ResponseChunk.Kind.CONTENT));
        } else {
            chunk.text.append(reasoning);
            consumer.onChunk(chunk.arrived(arrivalNanos, ResponseChunk.Kind.REASONING));
        }
    }

    private void readAnswer() throws MalformedAnswerException {
        json.enter('{');
        while (json.nextKey()) {
            if (json.keyIs(CHOICES)) {
                readChoices();
            } else if (json.keyIs(USAGE)) {
                usage.read(json);
            } else if (json.keyIs(ERROR)) {
                readError();
            } else if (json.keyIs(OBJECT)) {
                readObject();
            } else if (json.keyIs(DATA) || json.keyIs(RESULTS)) {
                countItems();
            } else {
                json.skipValue();
            }
        }
    }

    private void readChoices() throws MalformedAnswerException {
        if (json.tryNull()) {
            return;
        }
        json.enter('[');
        while (json.nextElement()) {
            choiceSeen = true;
            json.enter('{');
            while (json.nextKey()) {
                readChoiceField();
            }
        }
    }

    private void readChoiceField() throws MalformedAnswerException {
        if (json.keyIs(TEXT)) {
            json.readText(chunk.text);
        } else if (json.keyIs(DELTA) || json.keyIs(MESSAGE)) {
            readMessage();
        } else if (json.keyIs(FINISH_REASON)) {
            word.clear();
            json.readText(word);
            if (!word.isEmpty()) {
                finishReason = word.toString();
            }
        } else if (json.keyIs(TOKEN_IDS)) {
            readIds();
        } else {
            json.skipValue();
        }
    }

    private void readMessage() throws MalformedAnswerException {
        if (json.tryNull()) {
            return;
        }
        json.enter('{');
        while (json.nextKey()) {
            if (json.keyIs(CONTENT)) {
                json.readText(chunk.text);
            } else if (json.keyIs(REASONING_CONTENT) || json.keyIs(REASONING)) {
                // Newer vLLM sends both names with one text.
                boolean isNew = reasoning.isEmpty();
                word.clear();
                json.readText(word);
                if (isNew) {
                    reasoning.append(word);
                }
            } else if (json.keyIs(TOOL_CALLS)) {
                toolCallSeen |= hasElements();
            } else {
                json.skipValue();
            }
        }
    }

    private void readIds() throws MalformedAnswerException {
        if (json.tryNull()) {
            return;
        }
        chunk.tellIds();
        json.enter('[');
        while (json.nextElement()) {
            chunk.addId(json.readInt());
        }
    }

    private void readError() throws MalformedAnswerException {
        if (json.tryNull()) {
            return;
        }
        int mark = json.mark();
        json.skipValue();
        error = shortened(json.textSince(mark));
    }

    /** vLLM's older form of an error: {@code "object": "error"} beside a message. */
    private void readObject() throws MalformedAnswerException {
        word.clear();
        json.readText(word);
        if (word.is(ERROR) && error.isEmpty()) {
            error = "the event calls itself an error";
        }
    }

    private void countItems() throws MalformedAnswerException {
        if (!json.tryEnter('[')) {
            json.skipValue();
            return;
        }
        while (json.nextElement()) {
            items++;
            json.skipValue();
        }
    }

    private boolean hasElements() throws MalformedAnswerException {
        if (json.tryNull()) {
            return false;
        }
        boolean some = false;
        json.enter('[');
        while (json.nextElement()) {
            some = true;
            json.skipValue();
        }
        return some;
    }

    static String shortened(String text) {
        return text.length() <= LONGEST_DETAIL ? text : text.substring(0, LONGEST_DETAIL) + "…";
    }

    /** Returns the error that the latest event told of; empty if none did. */
    public Optional<String> error() {
        return error.isEmpty() ? Optional.empty() : Optional.of(error);
    }

    /** Returns whether the server says that it gave the request up, in the place of a reason to finish. */
    public boolean isGivenUp() {
        return GIVEN_UP.contains(finishReason);
    }

    /** Returns why the server stopped, once it said so. */
    public Optional<String> finishReason() {
        return finishReason.isEmpty() ? Optional.empty() : Optional.of(finishReason);
    }

    /** Returns the server's latest count, if it gave one. */
    public Optional<TokenUsage> usage() {
        return usage.latest();
    }

    /** Returns whether the latest event held a count. */
    public boolean usageInEvent() {
        return usage.inEvent();
    }

    /** Returns how many chunks brought something. */
    public int tokenChunks() {
        return tokenChunks;
    }

    /** Returns how many vectors or ranked documents came. */
    public int items() {
        return items;
    }
}
