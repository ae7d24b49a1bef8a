package io.inferbench.backend.ort;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.reflect.Modifier;

/**
 * Defines the preset classes that the ONNX Runtime presets name in an annotation and that nobody publishes.
 *
 * <p>JavaCPP resolves the annotation before it loads natives and fails while a class is missing. Empty ones are enough: a
 * class without platform properties adds nothing. They are made at run time, and only where absent, because a class file of
 * that name in our jar could hide the real one from a user who has it.
 */
final class AbsentPresets {

    private static final int CLASS_FILE_MAGIC = 0xCAFEBABE;
    private static final int JAVA_8_CLASS_FILE = 52;
    private static final int CONSTANT_UTF8 = 1;
    private static final int CONSTANT_CLASS = 7;
    private static final int ACC_SUPER = 0x0020;
    private static final int ACC_SYNTHETIC = 0x1000;

    private AbsentPresets() {}

    /** Makes sure that both classes can be resolved. */
    static void define() {
        defineIfAbsent(org.bytedeco.openvino.presets.PackageAccess.lookup(), "openvino");
        defineIfAbsent(org.bytedeco.dnnl.presets.PackageAccess.lookup(), "dnnl");
    }

    private static void defineIfAbsent(Lookup inside, String simpleName) {
        Class<?> foothold = inside.lookupClass();
        String name = foothold.getPackageName() + "." + simpleName;
        try {
            Class.forName(name, false, foothold.getClassLoader());
        } catch (ClassNotFoundException absent) {
            try {
                inside.defineClass(emptyClass(name.replace('.', '/')));
            } catch (IllegalAccessException closed) {
                throw new IllegalStateException("cannot define " + name, closed);
            }
        }
    }

    /** Returns the class file of {@code public class NAME {}} without a constructor (JVMS 4.1). */
    private static byte[] emptyClass(String internalName) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(CLASS_FILE_MAGIC);
            out.writeShort(0);
            out.writeShort(JAVA_8_CLASS_FILE);
            out.writeShort(5); // the number of constants plus one
            writeClassConstant(out, 2, internalName);
            writeClassConstant(out, 4, "java/lang/Object");
            out.writeShort(Modifier.PUBLIC | ACC_SUPER | ACC_SYNTHETIC);
            out.writeShort(1); // this class
            out.writeShort(3); // its super class
            out.writeShort(0); // interfaces
            out.writeShort(0); // fields
            out.writeShort(0); // methods
            out.writeShort(0); // attributes
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void writeClassConstant(DataOutputStream out, int nameIndex, String name) throws IOException {
        out.writeByte(CONSTANT_CLASS);
        out.writeShort(nameIndex);
        out.writeByte(CONSTANT_UTF8);
        out.writeUTF(name);
    }
}
