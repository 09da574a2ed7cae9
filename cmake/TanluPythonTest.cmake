# Tests written in Python. The system's Python is used, since the packages that tests need come from
# the system; another Python may come first on PATH. Python3_EXECUTABLE overrides this.
if(NOT Python3_EXECUTABLE AND EXISTS /usr/bin/python3)
    set(Python3_EXECUTABLE /usr/bin/python3)
endif()
find_package(Python3 3.9 COMPONENTS Interpreter)
set_package_properties(Python3 PROPERTIES TYPE OPTIONAL PURPOSE "tests of text rules and results")

# tanlu_add_python_test(<name> SCRIPT <file> [ARGS <arg>...] [IMPORTS <module>...]
#                       [PROGRAMS <program>...] [LABELS <label>...])
# Runs the script from the top of the repository. Skipped, with a message, where a Python module or
# a program it needs is missing; a script may skip itself by exit status 77.
function(tanlu_add_python_test name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" SCRIPT "ARGS;IMPORTS;PROGRAMS;LABELS")
    if(Python3_Interpreter_FOUND)
        cmake_path(ABSOLUTE_PATH arg_SCRIPT BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR})
        add_test(NAME "${name}"
            COMMAND Python3::Interpreter -B -E ${PROJECT_SOURCE_DIR}/tests/support/run_script.py
                    "--imports=${arg_IMPORTS}" "--programs=${arg_PROGRAMS}"
                    ${arg_SCRIPT} ${arg_ARGS}
            WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
    else()
        add_test(NAME "${name}" COMMAND ${CMAKE_COMMAND} -E echo "skipped: no Python 3 here")
    endif()
    set_tests_properties("${name}" PROPERTIES LABELS "${arg_LABELS}" SKIP_RETURN_CODE 77
                         SKIP_REGULAR_EXPRESSION "^skipped: ")
endfunction()
