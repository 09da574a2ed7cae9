# Run by ctest with: build_dir config consumer_dir work_dir version generator compiler.
function(run)
    execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE text ERROR_VARIABLE text)
    if(NOT status EQUAL 0)
        string(JOIN " " command ${ARGN})
        message(FATAL_ERROR "failed (${status}): ${command}\n${text}")
    endif()
    set(output "${text}" PARENT_SCOPE)
endfunction()

file(REMOVE_RECURSE ${work_dir})
run(${CMAKE_COMMAND} --install ${build_dir} --config ${config} --prefix ${work_dir}/prefix)
run(${CMAKE_COMMAND} -S ${consumer_dir} -B ${work_dir}/build -G ${generator}
    -D CMAKE_BUILD_TYPE=${config} -D CMAKE_CXX_COMPILER=${compiler}
    -D CMAKE_PREFIX_PATH=${work_dir}/prefix)
run(${CMAKE_COMMAND} --build ${work_dir}/build --config ${config})

find_program(consumer consumer PATHS ${work_dir}/build ${work_dir}/build/${config}
             NO_DEFAULT_PATH REQUIRED)
run(${consumer})
if(NOT output MATCHES "^Tanlu ${version} \\(")
    message(FATAL_ERROR "the program says\n${output}\ninstead of Tanlu ${version}")
endif()
message("${output}")

# It projects an installed scenario; 2019 closes to the base of the data (915 Mt).
run(${consumer} ${work_dir}/prefix/share/tanlu/scenarios/china/reference.yaml)
if(NOT output MATCHES "^2019 915\\.")
    message(FATAL_ERROR "the program says\n${output}\ninstead of 2019 915.x")
endif()

# The program, where it is part of the build, runs from its new place.
if(EXISTS ${work_dir}/prefix/bin/tanlu)
    run(${work_dir}/prefix/bin/tanlu --version)
    if(NOT EXISTS ${work_dir}/prefix/share/tanlu/schema/scenario.schema.json)
        message(FATAL_ERROR "the JSON Schema of scenarios is not installed")
    endif()
endif()

# The installed files must not lead back to this build.
file(GLOB_RECURSE package_files ${work_dir}/prefix/*.cmake)
foreach(file IN LISTS package_files)
    file(READ ${file} text)
    cmake_path(GET consumer_dir PARENT_PATH examples_dir)
    cmake_path(GET examples_dir PARENT_PATH source_dir)
    string(FIND "${text}" "${source_dir}/" found)
    if(NOT found EQUAL -1)
        message(FATAL_ERROR "${file} names the source tree ${source_dir}")
    endif()
endforeach()

# Without C, finding HDF5 would fail for a reason nobody understands; ours must be said.
file(WRITE ${work_dir}/cxx_only/CMakeLists.txt
     "cmake_minimum_required(VERSION 3.25)\nproject(cxx_only LANGUAGES CXX)\n"
     "find_package(tanlu REQUIRED)\n")
execute_process(COMMAND ${CMAKE_COMMAND} -S ${work_dir}/cxx_only -B ${work_dir}/cxx_only/build
                        -G ${generator} -D CMAKE_PREFIX_PATH=${work_dir}/prefix
                RESULT_VARIABLE status OUTPUT_QUIET ERROR_VARIABLE text)
if(status EQUAL 0 OR NOT text MATCHES "LANGUAGES C CXX")
    message(FATAL_ERROR "a project without C is not told so:\n${text}")
endif()
