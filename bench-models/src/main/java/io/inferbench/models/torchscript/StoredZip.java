package io.inferbench.models.torchscript;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Writes an uncompressed zip archive in one pass, each entry's content at a multiple of 64 bytes.
 *
 * <p>PyTorch's own archives are laid out like this, so that tensors can be mapped. {@code java.util.zip} can neither align
 * an entry nor write an uncompressed one whose checksum is not known beforehand. Checksums follow the content; sizes and
 * offsets that do not fit 32 bits are written as zip64 extras (APPNOTE.TXT 6.3.10).
 */
final class StoredZip {

    /** Takes the archive's bytes in order. */
    @FunctionalInterface
    interface Target {
        void write(byte[] bytes) throws IOException;
    }

    private static final int ALIGNMENT = 64;
    private static final long FITS = 0xffff_ffffL;
    private static final int LOCAL_HEADER_BYTES = 30;
    private static final int EXTRA_HEADER_BYTES = 4;
    /** Checksum and sizes follow the content; names are UTF-8. */
    private static final short FLAGS = 0x0808;
    /** 1 January 1980: the same bytes on every day. */
    private static final int DATE_AND_TIME = 0x0021_0000;

    private static final short VERSION_ZIP64 = 45;
    private static final short EXTRA_ZIP64 = 1;
    /** An unassigned identifier that PyTorch fills its gaps under. */
    private static final short EXTRA_PADDING = 0x4246;

    private final Target target;
    private final List<Entry> entries = new ArrayList<>();
    private final CRC32 checksum = new CRC32();
    private long position;

    /** A finished entry. */
    private record Entry(String name, long offset, long size, int checksum) {}

    StoredZip(Target target) {
        this.target = target;
    }

    /** The bytes written so far. */
    long position() {
        return position;
    }

    /** Adds an entry that is at hand. */
    void add(String name, byte[] content) throws IOException {
        OpenEntry entry = begin(name, content.length);
        entry.write(content);
        entry.end();
    }

    /** Begins an entry of which {@code size} bytes will be written. */
    OpenEntry begin(String name, long size) throws IOException {
        byte[] label = name.getBytes(StandardCharsets.UTF_8);
        OpenEntry entry = new OpenEntry(label, position, size);
        boolean large = size >= FITS;
        int zip64 = large ? EXTRA_HEADER_BYTES + 2 * Long.BYTES : 0;
        long unpadded = position + LOCAL_HEADER_BYTES + label.length + zip64 + EXTRA_HEADER_BYTES;
        int padding = (int) (-unpadded & (ALIGNMENT - 1));
        int extra = zip64 + EXTRA_HEADER_BYTES + padding;
        ByteBuffer header = little(LOCAL_HEADER_BYTES + label.length + extra);
        header.putInt(0x0403_4b50).putShort(VERSION_ZIP64).putShort(FLAGS).putShort((short) 0);
        header.putInt(DATE_AND_TIME).putInt(0);
        header.putInt(large ? -1 : 0).putInt(large ? -1 : 0);
        header.putShort((short) label.length).putShort((short) extra).put(label);
        if (large) {
            header.putShort(EXTRA_ZIP64)
                    .putShort((short) (2 * Long.BYTES))
                    .putLong(0)
                    .putLong(0);
        }
        header.putShort(EXTRA_PADDING).putShort((short) padding);
        // What is left is zero: the padding.
        write(bytes(header.position(header.capacity())));
        checksum.reset();
        return entry;
    }

    /** The entry that is being written; ends before the next one begins. */
    final class OpenEntry {
        private final byte[] name;
        private final long offset;
        private final long size;
        private long left;

        private OpenEntry(byte[] name, long offset, long size) {
            this.name = name;
            this.offset = offset;
            this.size = size;
            this.left = size;
        }

        void write(byte[] bytes) throws IOException {
            checksum.update(bytes);
            left -= bytes.length;
            StoredZip.this.write(bytes);
        }

        void end() throws IOException {
            if (left != 0) {
                throw new IllegalStateException(
                        new String(name, StandardCharsets.UTF_8) + " lacks " + left + " of " + size + " bytes");
            }
            int sum = (int) checksum.getValue();
            ByteBuffer descriptor =
                    little(size >= FITS ? 24 : 16).putInt(0x0807_4b50).putInt(sum);
            if (size >= FITS) {
                descriptor.putLong(size).putLong(size);
            } else {
                descriptor.putInt((int) size).putInt((int) size);
            }
            StoredZip.this.write(bytes(descriptor));
            entries.add(new Entry(new String(name, StandardCharsets.UTF_8), offset, size, sum));
        }
    }

    /** Writes the directory; nothing may follow. */
    void finish() throws IOException {
        long directory = position;
        ByteArrayOutputStream headers = new ByteArrayOutputStream();
        for (Entry entry : entries) {
            headers.write(directoryHeader(entry));
        }
        write(headers.toByteArray());
        long bytes = position - directory;
        if (directory >= FITS || entries.size() >= 0xffff) {
            writeZip64End(directory, bytes);
        }
        ByteBuffer end = little(22).putInt(0x0605_4b50).putShort((short) 0).putShort((short) 0);
        short count = (short) Math.min(entries.size(), 0xffff);
        end.putShort(count).putShort(count);
        end.putInt((int) bytes).putInt((int) Math.min(directory, FITS)).putShort((short) 0);
        write(bytes(end));
    }

    private static byte[] directoryHeader(Entry entry) {
        boolean large = entry.size() >= FITS;
        boolean far = entry.offset() >= FITS;
        int values = (large ? 2 : 0) + (far ? 1 : 0);
        int extra = values == 0 ? 0 : EXTRA_HEADER_BYTES + values * Long.BYTES;
        byte[] name = entry.name().getBytes(StandardCharsets.UTF_8);
        ByteBuffer header = little(46 + name.length + extra);
        header.putInt(0x0201_4b50).putShort(VERSION_ZIP64).putShort(VERSION_ZIP64);
        header.putShort(FLAGS).putShort((short) 0).putInt(DATE_AND_TIME).putInt(entry.checksum());
        int size = (int) Math.min(entry.size(), FITS);
        header.putInt(size).putInt(size);
        header.putShort((short) name.length).putShort((short) extra);
        // Comment, disk, internal and external attributes: none.
        header.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(0);
        header.putInt((int) Math.min(entry.offset(), FITS)).put(name);
        if (values > 0) {
            header.putShort(EXTRA_ZIP64).putShort((short) (values * Long.BYTES));
        }
        if (large) {
            header.putLong(entry.size()).putLong(entry.size());
        }
        if (far) {
            header.putLong(entry.offset());
        }
        return bytes(header);
    }

    private void writeZip64End(long directory, long bytes) throws IOException {
        long end = position;
        ByteBuffer record = little(56).putInt(0x0606_4b50).putLong(44);
        record.putShort(VERSION_ZIP64).putShort(VERSION_ZIP64).putInt(0).putInt(0);
        record.putLong(entries.size()).putLong(entries.size()).putLong(bytes).putLong(directory);
        write(bytes(record));
        write(bytes(little(20).putInt(0x0706_4b50).putInt(0).putLong(end).putInt(1)));
    }

    private void write(byte[] bytes) throws IOException {
        target.write(bytes);
        position += bytes.length;
    }

    /** What was put into a buffer. */
    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.position()];
        buffer.flip().get(bytes);
        return bytes;
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
