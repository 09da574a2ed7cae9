# tanlu_git_hash(<variable>): the commit being built, "unknown" outside a checkout of this project.
# A commit made later configures anew, so that the hash in a result file is never a stale one.
function(tanlu_git_hash variable)
    set(${variable} unknown PARENT_SCOPE)
    find_package(Git QUIET)
    if(NOT Git_FOUND)
        return()
    endif()
    set(git ${GIT_EXECUTABLE} -c safe.directory=${PROJECT_SOURCE_DIR} -C ${PROJECT_SOURCE_DIR})
    # The prefix is empty at the top of a checkout; not so for sources unpacked inside another one.
    execute_process(COMMAND ${git} rev-parse --show-prefix RESULT_VARIABLE failed
                    OUTPUT_VARIABLE prefix OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
    if(failed OR NOT prefix STREQUAL "")
        return()
    endif()
    execute_process(COMMAND ${git} rev-parse HEAD RESULT_VARIABLE failed
                    OUTPUT_VARIABLE hash OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
    if(failed)
        return()
    endif()
    execute_process(COMMAND ${git} rev-parse --git-path logs/HEAD
                    OUTPUT_VARIABLE log OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
    get_filename_component(log ${log} ABSOLUTE BASE_DIR ${PROJECT_SOURCE_DIR})
    if(EXISTS ${log})
        set_property(DIRECTORY ${PROJECT_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${log})
    endif()
    set(${variable} ${hash} PARENT_SCOPE)
endfunction()
